'use client'
import { Check, Copy, X } from 'lucide-react'
import { type CopyState, useCopy } from '@/components/ui/use-copy'
import type { ShareText } from './share-texts'

const announcements: Record<CopyState, string> = {
  idle: '',
  copied: 'Copied',
  failed: 'Could not copy; select the text and copy it by hand',
}

function StateIcon({ state }: { state: CopyState }) {
  if (state === 'copied') return <Check aria-hidden className="size-4 text-success" />
  if (state === 'failed') return <X aria-hidden className="size-4 text-danger" />
  return <Copy aria-hidden className="size-4 text-ink-faint group-hover/item:text-ink" />
}

/** One text, copied by a press anywhere on it. */
export function ShareItem({ name, hint, text }: ShareText) {
  const [state, copy] = useCopy(text)
  return (
    <li>
      <button
        type="button"
        onClick={copy}
        aria-label={`Copy ${name}`}
        className="group/item flex w-full items-start gap-3 rounded-md px-2.5 py-2 text-left transition-colors hover:bg-surface-sunken"
      >
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-medium text-sm">{name}</span>
            <span className="text-ink-muted text-xs">{hint}</span>
          </span>
          <code className="mt-0.5 line-clamp-2 break-all font-mono text-2xs text-ink-faint">{text}</code>
        </span>
        <span className="mt-0.5 shrink-0">
          <StateIcon state={state} />
        </span>
      </button>
      <span role="status" className="sr-only">
        {announcements[state]}
      </span>
    </li>
  )
}
