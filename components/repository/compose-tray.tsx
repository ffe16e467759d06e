import { ArrowRight, TriangleAlert, X } from 'lucide-react'
import type { Route } from 'next'
import { type RefObject, useRef } from 'react'
import { flushSync } from 'react-dom'
import { FamilyGlyph } from '@/components/reference/family-glyph'
import { platformFamily } from '@/components/reference/platform-family'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { splitHref } from '@/lib/contract/links'
import type { KnownTag, KnownTags } from './known-tag'
import type { SelectionAction } from './tag-selection'
import { conflictWords, trayConflicts } from './tray-conflicts'

interface ComposeTrayProps {
  repository: string
  chosen: readonly string[]
  known: KnownTags
  /** The tag they would be merged under, as a full reference; absent when the names do not agree. */
  target?: string
  href: Route
  onSelect: (action: SelectionAction) => void
  review: RefObject<HTMLAnchorElement | null>
}

const mostSources = 100
const maxConflicts = 3

function Platforms({ facts }: { facts: KnownTag['facts'] }) {
  if (!facts) return null
  const names = facts.platforms.join(', ') || 'no image'
  return (
    <span title={names} className="flex shrink-0 items-center gap-1 pl-2">
      {facts.platforms.slice(0, 4).map((platform) => (
        <FamilyGlyph key={platform} family={platformFamily(platform)} />
      ))}
      <span className="sr-only">{names}</span>
    </span>
  )
}

function ChosenTags({ chosen, known, onSelect }: Pick<ComposeTrayProps, 'chosen' | 'known' | 'onSelect'>) {
  const list = useRef<HTMLUListElement>(null)
  const remove = (tag: string, place: number) => {
    flushSync(() => onSelect({ type: 'drop', tags: [tag] }))
    const buttons = list.current?.querySelectorAll('button')
    buttons?.[Math.min(place, buttons.length - 1)]?.focus()
  }
  return (
    <ul ref={list} aria-label="Chosen tags" className="flex max-h-20 flex-wrap gap-1.5 overflow-y-auto py-0.5">
      {chosen.map((tag, place) => (
        <li key={tag} className="flex h-7 min-w-0 items-center rounded-md border bg-surface font-mono text-xs">
          <Platforms facts={known.get(tag)?.facts} />
          <span className="truncate pl-2">{tag}</span>
          <button
            type="button"
            aria-label={`Remove ${tag}`}
            onClick={() => remove(tag, place)}
            className="ml-0.5 grid size-6 shrink-0 place-items-center rounded-md text-ink-faint hover:bg-surface-sunken hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </li>
      ))}
    </ul>
  )
}

function TargetLine({ target, isTooMany }: { target?: string; isTooMany: boolean }) {
  if (isTooMany)
    return (
      <p className="text-danger text-sm">An index is composed of at most {mostSources} sources; remove some tags.</p>
    )
  if (target === undefined)
    return (
      <p className="text-ink-muted text-sm">
        These names do not agree on one tag; you write the target on the next page.
      </p>
    )
  const name = target.slice(target.lastIndexOf('/') + 1)
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-ink-muted text-sm">
      <ArrowRight aria-hidden className="size-4 shrink-0 text-accent" />
      <span className="min-w-0">
        to become <span className="font-medium font-mono text-ink [overflow-wrap:anywhere]">{name}</span>
      </span>
    </p>
  )
}

function Conflicts({ sentences }: { sentences: string[] }) {
  return sentences.slice(0, maxConflicts).map((sentence) => (
    <p key={sentence} className="flex gap-1.5 text-sm">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{sentence}</span>
    </p>
  ))
}

function announcement(chosen: readonly string[], sentences: string[], target?: string): string {
  if (chosen.length === 0) return ''
  const count = chosen.length === 1 ? '1 tag chosen' : `${chosen.length} tags chosen`
  const merge = target === undefined ? `${count}.` : `${count}, to become ${target}.`
  return [merge, ...sentences.slice(0, maxConflicts)].join(' ')
}

/** One tag of several platforms can go the other way round. */
function indexAlone(chosen: readonly string[], known: KnownTags): string | undefined {
  const [tag = ''] = chosen
  const facts = known.get(tag)?.facts
  return chosen.length === 1 && facts?.kind === 'index' && facts.platforms.length > 1 ? tag : undefined
}

export function ComposeTray({ repository, chosen, known, target, href, onSelect, review }: ComposeTrayProps) {
  const isTooMany = chosen.length > mostSources
  const toSplit = indexAlone(chosen, known)
  const sentences = isTooMany ? [] : trayConflicts(chosen, known).map(conflictWords)
  return (
    <>
      <p role="status" className="sr-only">
        {announcement(chosen, sentences, target)}
      </p>
      {chosen.length === 0 ? null : (
        <section
          aria-label="Merge the chosen tags"
          className="appear sticky bottom-3 z-20 mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-accent/40 bg-surface-raised px-4 py-3 shadow-floating print:hidden"
        >
          <div className="min-w-0 flex-1 basis-72 space-y-1">
            <ChosenTags chosen={chosen} known={known} onSelect={onSelect} />
            <TargetLine target={target} isTooMany={isTooMany} />
            <Conflicts sentences={sentences} />
          </div>
          <div className="ml-auto flex flex-wrap justify-end gap-2">
            <Button variant="ghost" onClick={() => onSelect({ type: 'clear' })}>
              Clear
            </Button>
            {toSplit === undefined ? null : (
              <LinkButton href={splitHref({ reference: `${repository}:${toSplit}` })}>
                Split into a tag per platform
              </LinkButton>
            )}
            {isTooMany ? (
              <Button variant="primary" disabled>
                Review
              </Button>
            ) : (
              <LinkButton ref={review} variant="primary" href={href}>
                Review {chosen.length === 1 ? '1 tag' : `${chosen.length} tags`}
              </LinkButton>
            )}
          </div>
        </section>
      )}
    </>
  )
}
