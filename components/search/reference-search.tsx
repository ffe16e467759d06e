'use client'
import clsx from 'clsx'
import { LoaderCircle, Search } from 'lucide-react'
import { type FormEvent, useId, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { SearchMessage } from './search-message'
import { useReferenceSearch } from './use-reference-search'
import { useSearchShortcut } from './use-search-shortcut'

interface ReferenceSearchProps {
  isLarge?: boolean
  initialText?: string
  initialError?: string
}

/** Without scripts the form goes to `/?q=…`, which the home page answers. */
export function ReferenceSearch({ isLarge = false, initialText = '', initialError }: ReferenceSearchProps) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const { text, error, isLeaving, change, submit } = useReferenceSearch(initialText, initialError)
  useSearchShortcut(field)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    submit()
  }
  const Icon = isLeaving ? LoaderCircle : Search
  return (
    <search aria-busy={isLeaving} className="relative block">
      <form action="/" method="get" onSubmit={onSubmit} className="flex gap-2">
        <label htmlFor={id} className="sr-only">
          Image reference
        </label>
        <div className="relative min-w-0 flex-1">
          <Icon
            aria-hidden
            className={clsx(
              'pointer-events-none absolute text-ink-faint',
              isLeaving && 'motion-safe:animate-spin',
              isLarge ? 'top-4 left-4 size-5' : 'top-2 left-2.5 size-4 max-sm:top-2.5',
            )}
          />
          <input
            ref={field}
            id={id}
            name="q"
            value={text}
            onChange={(event) => change(event.target.value)}
            placeholder={isLarge ? 'openjdk:8' : 'Go to an image, e.g. openjdk:8'}
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="go"
            aria-invalid={error ? true : undefined}
            aria-describedby={error || isLarge ? `${id}-message` : undefined}
            className={clsx(
              'w-full rounded-md border bg-surface-raised font-mono text-ink transition-colors placeholder:font-sans',
              isLarge
                ? 'h-13 rounded-lg pr-11 pl-12 max-sm:pr-3 max-sm:pl-11 text-lg shadow-raised'
                : 'h-8 pr-9 pl-8 text-sm max-sm:h-9 max-sm:text-lg',
              error ? 'border-danger' : 'border-line-strong hover:border-ink-muted',
            )}
          />
          <span
            aria-hidden
            className={clsx(
              'pointer-events-none absolute inset-y-0 flex items-center max-sm:hidden',
              isLarge ? 'right-4' : 'right-2',
            )}
          >
            <Kbd>/</Kbd>
          </span>
        </div>
        {isLarge ? (
          <Button type="submit" variant="primary" size="lg" className="h-13">
            Look up
          </Button>
        ) : null}
      </form>
      <SearchMessage id={`${id}-message`} error={error} isLarge={isLarge} />
    </search>
  )
}
