import { ArrowRight, X } from 'lucide-react'
import type { Route } from 'next'
import { type RefObject, useRef } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import type { SelectionAction } from './tag-selection'

interface ComposeTrayProps {
  chosen: readonly string[]
  /** The tag they would be merged under, as a full reference; absent when the names do not agree. */
  target?: string
  href: Route
  onSelect: (action: SelectionAction) => void
  review: RefObject<HTMLAnchorElement | null>
}

const mostSources = 100

function ChosenTags({ chosen, onSelect }: Pick<ComposeTrayProps, 'chosen' | 'onSelect'>) {
  const list = useRef<HTMLUListElement>(null)
  const remove = (tag: string, place: number) => {
    flushSync(() => onSelect({ type: 'drop', tags: [tag] }))
    const buttons = list.current?.querySelectorAll('button')
    buttons?.[Math.min(place, buttons.length - 1)]?.focus()
  }
  return (
    <ul ref={list} aria-label="Chosen tags" className="flex max-h-20 flex-wrap gap-1.5 overflow-y-auto py-0.5">
      {chosen.map((tag, place) => (
        <li key={tag} className="flex h-7 min-w-0 items-center rounded-md border bg-surface pl-2 font-mono text-xs">
          <span className="truncate">{tag}</span>
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

function announcement(chosen: readonly string[], target?: string): string {
  if (chosen.length === 0) return ''
  const count = chosen.length === 1 ? '1 tag chosen' : `${chosen.length} tags chosen`
  return target === undefined ? `${count}.` : `${count}, to become ${target}.`
}

export function ComposeTray({ chosen, target, href, onSelect, review }: ComposeTrayProps) {
  const isTooMany = chosen.length > mostSources
  return (
    <>
      <p role="status" className="sr-only">
        {announcement(chosen, target)}
      </p>
      {chosen.length === 0 ? null : (
        <section
          aria-label="Merge the chosen tags"
          className="appear sticky bottom-3 z-20 mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-accent/40 bg-surface-raised px-4 py-3 shadow-floating"
        >
          <div className="min-w-0 flex-1 basis-72 space-y-1">
            <ChosenTags chosen={chosen} onSelect={onSelect} />
            <TargetLine target={target} isTooMany={isTooMany} />
          </div>
          <div className="ml-auto flex gap-2">
            <Button variant="ghost" onClick={() => onSelect({ type: 'clear' })}>
              Clear
            </Button>
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
