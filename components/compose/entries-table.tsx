import { ArrowDown, ArrowUp, CornerDownRight, Pencil, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Digest } from '@/components/reference/digest'
import { PlatformChip } from '@/components/reference/platform-chip'
import { ByteSize } from '@/components/ui/byte-size'
import { Chip } from '@/components/ui/chip'
import { IconButton } from '@/components/ui/icon-button'
import type { Plan, PlanEntry } from '@/lib/contract/compose'
import { type ComposeDraft, type ReadSource, shortName } from './compose-draft'
import type { DraftAction } from './draft-reducer'
import { isImage, orderAfterMove, removalOf, shownEntries } from './entry-edits'

interface EntriesTableProps {
  plan: Plan
  draft: ComposeDraft
  sources: readonly ReadSource[]
  dispatch: (action: DraftAction) => void
  onEditEntry: (entry: PlanEntry) => void
}

/** Images in the order of the index, each followed by its attestations. */
function grouped(entries: readonly PlanEntry[]) {
  return entries
    .filter(({ attests }) => attests === undefined)
    .map((image) => ({ image, attestations: entries.filter(({ attests }) => attests === image.digest) }))
}

const plural = (count: number) => (count === 1 ? '1 annotation' : `${count} annotations`)

function EntryName({ entry, name }: { entry: PlanEntry; name?: string }) {
  if (name !== undefined)
    return (
      <span className="flex items-center gap-1.5 pl-1 text-ink-muted text-xs">
        <CornerDownRight aria-hidden className="size-3.5 shrink-0" />
        <span>
          attestation<span className="sr-only"> of {name}</span>
        </span>
      </span>
    )
  const annotations = Object.keys(entry.annotations ?? {}).length
  return (
    <>
      <PlatformChip platform={entry.platform} />
      <span className="mt-0.5 block font-mono text-2xs text-ink-muted [overflow-wrap:anywhere]">
        <span className="font-sans">from </span>
        {shortName(entry.source)}
      </span>
      {annotations === 0 ? null : <Chip className="mt-1">{plural(annotations)}</Chip>}
    </>
  )
}

interface EntryActionsProps {
  entry: PlanEntry
  label: string
  /** Where the image stands; absent for what has no order of its own. */
  place?: { isFirst: boolean; isLast: boolean }
  onMove: (by: -1 | 1) => void
  onEdit: () => void
  onRemove: () => void
}

function EntryActions({ entry, label, place, onMove, onEdit, onRemove }: EntryActionsProps) {
  return (
    <span className="flex shrink-0">
      {place === undefined ? null : (
        <>
          <IconButton
            label={`Move ${label} up`}
            size="sm"
            data-part="up"
            disabled={place.isFirst}
            onClick={() => onMove(-1)}
          >
            <ArrowUp aria-hidden className="size-3.5" />
          </IconButton>
          <IconButton
            label={`Move ${label} down`}
            size="sm"
            data-part="down"
            disabled={place.isLast}
            onClick={() => onMove(1)}
          >
            <ArrowDown aria-hidden className="size-3.5" />
          </IconButton>
        </>
      )}
      {entry.attests === undefined ? (
        <IconButton label={`Platform and annotations of ${label}`} size="sm" data-part="edit" onClick={onEdit}>
          <Pencil aria-hidden className="size-3.5" />
        </IconButton>
      ) : null}
      <IconButton label={`Remove ${label}`} size="sm" data-part="remove" onClick={onRemove}>
        <X aria-hidden className="size-3.5" />
      </IconButton>
    </span>
  )
}

function EntryRow({ name, ...actions }: Omit<EntryActionsProps, 'label'> & { name?: string }) {
  const { entry } = actions
  const of = name === undefined ? entry.platform : `the attestation of ${name}`
  return (
    <tr data-digest={entry.digest} className={name === undefined ? 'border-t align-top' : 'align-top'}>
      <th scope="row" className="py-2 pr-3 pl-4 text-left font-normal">
        <EntryName entry={entry} name={name} />
      </th>
      <td className="py-1.5 pr-3">
        <Digest digest={entry.digest} of={of} />
        <span className="flex flex-wrap items-center justify-between gap-x-2">
          <span className="text-2xs text-ink-muted tabular-nums" title="The size of the manifest, without the layers">
            <ByteSize bytes={entry.size} />
          </span>
          <EntryActions {...actions} label={of} />
        </span>
      </td>
    </tr>
  )
}

/** Changes the table, then puts the focus where the person goes on. */
function useTableFocus() {
  const table = useRef<HTMLTableElement>(null)
  const focusRow = (digest: string | undefined, part: string) => {
    const row = table.current?.querySelector(`[data-digest="${digest}"]`)
    const wanted = row?.querySelector<HTMLElement>(`[data-part="${part}"]:not(:disabled)`)
    const other = row?.querySelector<HTMLElement>('button[data-part]:not(:disabled)')
    ;(wanted ?? other)?.focus()
  }
  return { table, focusRow }
}

export function EntriesTable({ plan, draft, sources, dispatch, onEditEntry }: EntriesTableProps) {
  const { table, focusRow } = useTableFocus()
  const [announcement, setAnnouncement] = useState('')
  const entries = shownEntries(plan.entries, draft.edits)
  const images = entries.filter(isImage)

  const move = ({ digest, platform }: PlanEntry, by: -1 | 1) => {
    const action = orderAfterMove(entries, digest, by)
    if (action === undefined) return
    const place = images.findIndex((image) => image.digest === digest) + by
    flushSync(() => {
      dispatch(action)
      setAnnouncement(`${platform} moved to place ${place + 1} of ${images.length}.`)
    })
    focusRow(digest, by < 0 ? 'up' : 'down')
  }
  const remove = (entry: PlanEntry, label: string) => {
    const place = entries.indexOf(entry)
    flushSync(() => {
      dispatch(removalOf(entry, { plan, sources }))
      setAnnouncement(`${label} removed.`)
    })
    focusRow((entries[place + 1] ?? entries[place - 1])?.digest, 'remove')
  }
  const actionsOf = (entry: PlanEntry, label = entry.platform) => {
    const place = images.indexOf(entry)
    return {
      entry,
      ...(place < 0 ? {} : { place: { isFirst: place === 0, isLast: place === images.length - 1 } }),
      onMove: (by: -1 | 1) => move(entry, by),
      onEdit: () => onEditEntry(entry),
      onRemove: () => remove(entry, label),
    }
  }

  return (
    <>
      <table ref={table} className="w-full">
        <caption className="sr-only">Entries of the index, in its order</caption>
        <thead>
          <tr className="text-left text-ink-muted text-xs">
            <th scope="col" className="py-2 pr-3 pl-4 font-medium max-sm:w-40">
              Platform
            </th>
            <th scope="col" className="py-2 pr-4 font-medium">
              Digest and size of the manifest
            </th>
          </tr>
        </thead>
        {grouped(entries).map(({ image, attestations }) => (
          <tbody key={`${image.platform} ${image.digest}`}>
            <EntryRow {...actionsOf(image)} />
            {attestations.map((attestation) => (
              <EntryRow
                key={attestation.digest}
                {...actionsOf(attestation, `The attestation of ${image.platform}`)}
                name={image.platform}
              />
            ))}
          </tbody>
        ))}
      </table>
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </>
  )
}
