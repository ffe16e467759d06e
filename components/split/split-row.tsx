import clsx from 'clsx'
import { Check, Circle, CircleAlert, Equal, LoaderCircle, type LucideIcon, Plus, RefreshCw } from 'lucide-react'
import Link from 'next/link'
import { Digest } from '@/components/reference/digest'
import { PlatformChip } from '@/components/reference/platform-chip'
import { RegistryWords } from '@/components/reference/registry-words'
import { Checkbox } from '@/components/ui/checkbox'
import { imageHref } from '@/lib/contract/links'
import type { SplitTag } from '@/lib/contract/split'
import { shortDigest } from '@/lib/oci/digest'
import type { TagResult } from './use-split-push'

interface Look {
  icon: LucideIcon
  word: string
  className: string
}

const changeLooks: Record<SplitTag['change'], Look> = {
  added: { icon: Plus, word: 'added', className: 'text-success' },
  changed: { icon: RefreshCw, word: 'replaced', className: 'text-warning' },
  same: { icon: Equal, word: 'stays the same', className: 'text-ink-muted' },
}

const resultLooks: Record<TagResult['state'], Look> = {
  done: { icon: Check, word: 'written', className: 'text-success' },
  same: { icon: Equal, word: 'was there already', className: 'text-ink-muted' },
  failed: { icon: CircleAlert, word: 'not written', className: 'text-danger' },
}

const writingLook: Look = { icon: LoaderCircle, word: 'writing…', className: 'text-accent' }
const waitingLook: Look = { icon: Circle, word: 'waiting', className: 'text-ink-faint' }

export interface SplitRowProps {
  tag: SplitTag
  /** `registry/repository`. */
  repository: string
  result: TagResult | undefined
  /** Set while and after a push. */
  progress: 'writing' | 'waiting' | undefined
  isAccepted: boolean
  onAccept: ((isAccepted: boolean) => void) | undefined
}

function lookOf({ tag, result, progress }: SplitRowProps): Look {
  if (result) return resultLooks[result.state]
  if (progress === 'writing') return writingLook
  return progress === 'waiting' ? waitingLook : changeLooks[tag.change]
}

export function SplitRow(props: SplitRowProps) {
  const { tag, repository, result, isAccepted, onAccept } = props
  const { icon: Icon, word, className } = lookOf(props)
  const isThere = tag.current !== null || result?.state === 'done'
  return (
    <tr className="border-t align-top max-sm:flex max-sm:flex-wrap max-sm:px-4 max-sm:py-2 sm:*:py-2 sm:*:pr-4">
      <th scope="row" className="text-left font-normal max-sm:w-full sm:pl-4">
        {isThere ? (
          <Link
            href={imageHref(`${repository}:${tag.tag}`)}
            className="link font-mono text-sm [overflow-wrap:anywhere]"
          >
            {tag.tag}
          </Link>
        ) : (
          <span className="font-mono text-sm [overflow-wrap:anywhere]">{tag.tag}</span>
        )}
      </th>
      <td className="max-sm:mr-3">
        <PlatformChip platform={tag.platform} />
      </td>
      <td className="max-sm:mr-3">
        <Digest digest={tag.digest} of={tag.tag} href={imageHref(`${repository}@${tag.digest}`)} />
      </td>
      <td className="text-sm max-sm:w-full">
        <span className={clsx('flex min-h-6 items-center gap-1 font-medium text-xs', className)}>
          <Icon
            aria-hidden
            className={clsx('size-3.5 shrink-0', word === writingLook.word && 'motion-safe:animate-spin')}
          />
          {word}
        </span>
        {result?.error ? (
          <p className="mt-1 max-w-prose [overflow-wrap:anywhere]">
            {result.error.message}
            <RegistryWords detail={result.error.detail} />
          </p>
        ) : null}
        {tag.change === 'changed' && tag.current !== null && onAccept ? (
          <Checkbox
            data-part="accept"
            checked={isAccepted}
            onChange={(event) => onAccept(event.target.checked)}
            className="mt-1"
            label={
              <>
                <span className="sr-only">{tag.tag}: </span>It names{' '}
                <span className="font-mono text-xs">{shortDigest(tag.current)}</span> today; write over it
              </>
            }
          />
        ) : null}
      </td>
    </tr>
  )
}
