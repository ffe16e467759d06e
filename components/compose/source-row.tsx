import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { type ClipboardEvent, type ComponentProps, useId } from 'react'
import { PlatformChip } from '@/components/reference/platform-chip'
import { ReferenceLink } from '@/components/reference/reference-link'
import { FieldMessage } from '@/components/ui/field-message'
import { IconButton } from '@/components/ui/icon-button'
import { inputClass } from '@/components/ui/input-class'
import type { Plan, PlanEntry } from '@/lib/contract/compose'
import type { ReadSource } from './compose-draft'
import type { DraftAction } from './draft-reducer'
import { OnlyChoices } from './only-choices'
import { PlatformField } from './platform-field'
import { splitReferences } from './read-reference'
import { ReferrerChoices } from './referrer-choices'
import { platformFieldId, sourceFieldId } from './source-field'
import { SourceMark } from './source-mark'

interface SourceRowProps {
  source: ReadSource
  place: number
  isLast: boolean
  plan?: Plan
  dispatch: (action: DraftAction) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** All images that the plan knows of a source, those that were taken out by hand among them. */
function imagesFrom(plan: Plan | undefined, reference: string | undefined) {
  const known = [...(plan?.entries ?? []), ...(plan?.removed ?? [])]
  return known.filter(({ source, attests }) => source === reference && attests === undefined)
}

/** What refers to an image is found beside it: in the target's own repository nothing has to be brought along. */
function isFromElsewhere(plan: Plan | undefined, images: PlanEntry[]): boolean {
  if (plan === undefined) return false
  return plan.copies.some(({ digest }) => digest === images[0]?.digest)
}

function RowActions({
  place,
  isLast,
  onMove,
  onRemove,
}: Pick<SourceRowProps, 'place' | 'isLast' | 'onMove' | 'onRemove'>) {
  const name = `source ${place + 1}`
  return (
    <div className="flex">
      <IconButton label={`Move ${name} up`} size="sm" data-part="up" disabled={place === 0} onClick={() => onMove(-1)}>
        <ArrowUp aria-hidden className="size-3.5" />
      </IconButton>
      <IconButton label={`Move ${name} down`} size="sm" data-part="down" disabled={isLast} onClick={() => onMove(1)}>
        <ArrowDown aria-hidden className="size-3.5" />
      </IconButton>
      <IconButton label={`Remove ${name}`} size="sm" onClick={onRemove}>
        <X aria-hidden className="size-3.5" />
      </IconButton>
    </div>
  )
}

type ContributionProps = Omit<ComponentProps<typeof OnlyChoices>, 'reference'> & {
  images: PlanEntry[]
  isIndex: boolean
  reference?: string
}

/** What the source brings: of an index the choice, of an image its platform. */
function Contribution({ images, isIndex, reference, ...choices }: ContributionProps) {
  const [first] = images
  if (reference !== undefined && (isIndex || choices.only.length > 0))
    return <OnlyChoices reference={reference} {...choices} />
  return first === undefined ? null : <PlatformChip platform={first.platform} />
}

export function SourceRow({ source, place, plan, dispatch, ...actions }: SourceRowProps) {
  const { id, text, read, only } = source
  const messageId = useId()
  const images = imagesFrom(plan, read?.reference)
  const isIndex = read?.reference !== undefined && plan?.indexes.includes(read.reference) === true
  const edit = (fields: Partial<Pick<ReadSource, 'text' | 'platform' | 'only' | 'referrers'>>) =>
    dispatch({ type: 'edit-source', id, fields })
  const onPaste = (event: ClipboardEvent) => {
    const texts = splitReferences(event.clipboardData.getData('text'))
    if (texts.length < 2) return
    event.preventDefault()
    dispatch({ type: 'paste-sources', id, texts })
  }
  return (
    <li className="space-y-1.5 border-b px-4 pt-2 pb-3">
      <div className="flex items-center justify-between gap-2">
        <div className="flex items-center gap-2">
          <label htmlFor={sourceFieldId(id)} className="whitespace-nowrap font-medium text-ink-muted text-xs">
            Source {place + 1}
          </label>
          {plan === undefined || read?.reference === undefined ? null : (
            <SourceMark problems={plan.problems.filter((problem) => problem.source === read.reference)} />
          )}
        </div>
        <RowActions place={place} {...actions} />
      </div>
      <input
        id={sourceFieldId(id)}
        name="source"
        data-part="reference"
        value={text}
        title={text}
        placeholder={`ghcr.io/org/app:1.0-${place === 0 ? 'amd64' : 'arm64'}`}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={read?.fault === undefined ? undefined : true}
        aria-describedby={read?.fault === undefined ? undefined : messageId}
        onChange={(event) => edit({ text: event.target.value, only: [], referrers: [] })}
        onPaste={onPaste}
        className={inputClass({ isMono: true, isInvalid: read?.fault !== undefined })}
      />
      <FieldMessage id={messageId} error={read?.fault} />
      {read?.reference === undefined || read.reference === text.trim() ? null : (
        <p className="text-ink-muted text-xs">
          <span className="sr-only">That is </span>
          <ReferenceLink reference={read.reference} />
        </p>
      )}
      <Contribution
        images={images}
        isIndex={isIndex}
        reference={read?.reference}
        only={only}
        onOnly={(chosen) => edit({ only: chosen })}
        removed={images.filter((image) => plan?.removed?.includes(image))}
        onRestore={(digest) => dispatch({ type: 'restore-entry', digest })}
      />
      {images[0] !== undefined && !isIndex && isFromElsewhere(plan, images) ? (
        <ReferrerChoices
          reference={read?.reference ?? ''}
          digest={images[0].digest}
          chosen={source.referrers}
          onChosen={(referrers) => edit({ referrers })}
        />
      ) : null}
      {read?.reference !== undefined && (!isIndex || source.platform !== '') ? (
        <PlatformField
          id={platformFieldId(id)}
          value={source.platform}
          error={source.platformFault}
          stated={images[0]?.platform}
          onPlatform={(platform) => edit({ platform })}
        />
      ) : null}
    </li>
  )
}
