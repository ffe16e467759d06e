import { Check, CircleAlert, RotateCw } from 'lucide-react'
import { RegistryWords } from '@/components/reference/registry-words'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import type { FailedTag } from '@/lib/contract/compose'
import { imageHref } from '@/lib/contract/links'
import { formatReference, parseReference } from '@/lib/oci/reference'
import type { PushState } from './use-push'

type Partial = Extract<PushState, { kind: 'partial' }>

interface PushResultsProps {
  state: Partial
  onRetry: () => void
  onPlanAgain: () => void
}

function TagResult({ tag, failed }: { tag: string; failed?: FailedTag }) {
  const Icon = failed ? CircleAlert : Check
  return (
    <li className="flex items-start gap-2 text-sm">
      <Icon
        aria-hidden
        className={failed ? 'mt-0.5 size-4 shrink-0 text-danger' : 'mt-0.5 size-4 shrink-0 text-success'}
      />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-mono">{tag}</span> {failed ? `was not written: ${failed.error.message}` : 'is written.'}
        {failed ? <RegistryWords detail={failed.error.detail} /> : null}
      </span>
    </li>
  )
}

const withTag = (reference: string, tag: string) =>
  formatReference({ ...parseReference(reference), tag, digest: undefined })

/** What became of each tag when not all could be written. */
export function PushResults({ state: { result }, onRetry, onPlanAgain }: PushResultsProps) {
  const failed = result.failed ?? []
  const written = result.tags.filter((tag) => failed.every((other) => other.tag !== tag))
  const tags = [...written, ...failed.map(({ tag }) => tag)]
  const [first] = written
  return (
    <div role="alert" className="space-y-2">
      <p className="font-medium text-sm">
        {written.length} of {tags.length} tags are written.
      </p>
      <ul aria-label="Results" className="space-y-1">
        {tags.map((tag) => (
          <TagResult key={tag} tag={tag} failed={failed.find((other) => other.tag === tag)} />
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" icon={<RotateCw aria-hidden className="size-4" />} onClick={onRetry}>
          {failed.length === 1 ? `Try ${failed[0]?.tag} again` : `Try the ${failed.length} tags again`}
        </Button>
        <Button onClick={onPlanAgain}>Plan again</Button>
        {first === undefined ? null : (
          <LinkButton href={imageHref(withTag(result.reference, first))}>Open {first}</LinkButton>
        )}
      </div>
    </div>
  )
}
