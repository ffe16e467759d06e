import { FileQuestion, Layers, Server, Tags, Unlink } from 'lucide-react'
import type { ReactNode } from 'react'
import { Digest } from '@/components/reference/digest'
import { ReferenceLink } from '@/components/reference/reference-link'
import { Panel } from '@/components/ui/panel'
import type { DeletePlan } from '@/lib/contract/delete'
import { imageHref } from '@/lib/contract/links'
import { formatRepository, parseReference } from '@/lib/oci/reference'
import { DeleteData } from './delete-data'
import { TagLinks } from './tag-links'
import { UnreachableList } from './unreachable-list'

interface FactProps {
  icon: ReactNode
  title: string
  children: ReactNode
}

function Fact({ icon, title, children }: FactProps) {
  return (
    <div className="flex gap-3 border-t px-4 py-3">
      <span className="mt-0.5 text-ink-muted">{icon}</span>
      <div className="min-w-0 flex-1 text-sm">
        <h3 className="font-medium">{title}</h3>
        <div className="mt-0.5 text-ink-muted">{children}</div>
      </div>
    </div>
  )
}

const icon = 'size-4'

/** What the tag names, and what else depends on it. */
export function ImpactPanel({ plan }: { plan: DeletePlan }) {
  const { reference, digest, sharedTags, heldBy, unreachable, problems } = plan
  const repository = formatRepository(parseReference(reference))
  const isPartial = problems.some(({ code }) => code === 'TAGS_NOT_ALL_READ')
  const amongRead = isPartial ? ' among those that could be read' : ''
  return (
    <Panel title="What goes with it" actions={<DeleteData plan={plan} />} isFlush>
      <div className="px-4 py-3">
        <ReferenceLink reference={reference} className="text-sm" />
        <p className="mt-0.5">
          <Digest
            digest={digest}
            of="what the tag names"
            href={imageHref(`${repository}@${digest}`)}
            isWhole
            className="text-ink-muted"
          />
        </p>
      </div>
      <Fact icon={<Tags aria-hidden className={icon} />} title="Other tags on the same digest">
        {sharedTags.length === 0 ? `None${amongRead}.` : <TagLinks repository={repository} tags={sharedTags} />}
      </Fact>
      <Fact icon={<Layers aria-hidden className={icon} />} title="Indexes that hold it">
        {heldBy.length === 0 ? `None${amongRead}.` : <TagLinks repository={repository} tags={heldBy} />}
      </Fact>
      <Fact icon={<Unlink aria-hidden className={icon} />} title="What nothing would lead to any more">
        {unreachable.length === 0 ? (
          'Nothing: other tags lead to all of it.'
        ) : (
          <UnreachableList repository={repository} digest={digest} unreachable={unreachable} />
        )}
      </Fact>
      <Fact icon={<Server aria-hidden className={icon} />} title="Whether the registry can">
        {plan.canDelete
          ? 'Unknown until it is asked: some delete tags, some only what a tag names, some nothing. Nothing else is deleted without asking you first.'
          : 'No.'}
      </Fact>
      {isPartial ? (
        <Fact icon={<FileQuestion aria-hidden className={icon} />} title="What is unknown">
          {problems.find(({ code }) => code === 'TAGS_NOT_ALL_READ')?.message}
        </Fact>
      ) : null}
    </Panel>
  )
}
