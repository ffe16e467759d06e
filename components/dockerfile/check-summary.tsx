import { PlatformChip } from '@/components/reference/platform-chip'
import { ReferenceLink } from '@/components/reference/reference-link'
import { ReferenceText } from '@/components/reference/reference-text'
import { Notice } from '@/components/ui/notice'
import type { DockerfileCheck } from '@/lib/contract/dockerfile'

type Missing = DockerfileCheck['missing'][number]

const isUnread = ({ isExternal, isUsed, problem }: DockerfileCheck['stages'][number]) =>
  isExternal && isUsed && problem !== undefined

function Chips({ platforms }: { platforms: readonly string[] }) {
  return (
    <span className="inline-flex flex-wrap gap-1 align-middle">
      {platforms.map((platform) => (
        <PlatformChip key={platform} platform={platform} />
      ))}
    </span>
  )
}

function Lacking({
  reference,
  missing,
  suggestions,
}: { reference: string; missing: Missing[] } & Pick<DockerfileCheck, 'suggestions'>) {
  const newer = suggestions.filter((suggestion) => suggestion.reference === reference)
  const lines = [...new Set(missing.flatMap((item) => item.lines))]
  const taken = missing.filter(({ takes }) => takes !== undefined)
  return (
    <Notice tone="error">
      <p>
        <ReferenceText reference={reference} className="text-xs" /> (line {lines.join(', ')}) has nothing for{' '}
        <Chips platforms={missing.map(({ platform }) => platform)} />
      </p>
      {taken.map(({ platform, takes }) => (
        <p key={platform} className="text-ink-muted">
          A build for {platform} would take {takes} instead.
        </p>
      ))}
      {newer.length > 0 ? (
        <p className="mt-1">
          {newer.length === 1 ? 'A newer tag has it: ' : 'Newer tags have it: '}
          {newer.map(({ suggested }, position) => (
            <span key={suggested}>
              {position > 0 ? ', ' : ''}
              <ReferenceLink reference={suggested} className="text-xs" />
            </span>
          ))}
        </p>
      ) : null}
    </Notice>
  )
}

function Shared({ shared, wanted, hasBases }: { shared: string[]; wanted: string[]; hasBases: boolean }) {
  const isWhole = wanted.length > 0 && wanted.every((platform) => shared.includes(platform))
  if (!hasBases) return <Notice tone="info">No stage stands on an image; this builds for any platform.</Notice>
  if (shared.length === 0) return <Notice tone="warning">There is no platform that all of the bases have.</Notice>
  const further = shared.filter((platform) => !wanted.includes(platform))
  if (isWhole)
    return (
      <Notice tone="success">
        All bases have <Chips platforms={wanted} />
        {further.length > 0 ? (
          <>
            , and also <Chips platforms={further} />
          </>
        ) : null}
      </Notice>
    )
  return (
    <Notice tone="info">
      What all bases share: <Chips platforms={shared} />
    </Notice>
  )
}

/** The answer in sentences: what is wrong first, with a way out. */
export function CheckSummary({ answer }: { answer: DockerfileCheck }) {
  const { stages, copies, shared, wanted, missing, suggestions, problems } = answer
  const rows = [...stages, ...copies]
  const unread = rows.filter(isUnread)
  const lacking = [...new Set(missing.map(({ reference }) => reference))]
  return (
    <div className="flex flex-col gap-2">
      {problems.map(({ line, message }) => (
        <Notice key={`${line} ${message}`} tone="warning" title={`Line ${line}:`}>
          {message}
        </Notice>
      ))}
      {lacking.map((reference) => {
        const items = missing.filter((item) => item.reference === reference)
        return <Lacking key={reference} reference={reference} missing={items} suggestions={suggestions} />
      })}
      {unread.length > 0 ? (
        <Notice tone="warning">
          {unread.length === 1 ? 'One base could not be read' : `${unread.length} bases could not be read`}, so that
          what all of them share is unknown; the table says why.
        </Notice>
      ) : rows.length > 0 ? (
        <Shared
          shared={shared}
          wanted={wanted}
          hasBases={rows.some(({ isExternal, isUsed }) => isExternal && isUsed)}
        />
      ) : null}
    </div>
  )
}
