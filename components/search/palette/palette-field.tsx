import clsx from 'clsx'
import { Command } from 'cmdk'
import { LoaderCircle, Search, X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { Kbd } from '@/components/ui/kbd'

interface PaletteFieldProps {
  text: string
  onText: (text: string) => void
  isLeaving: boolean
}

export function PaletteField({ text, onText, isLeaving }: PaletteFieldProps) {
  const Icon = isLeaving ? LoaderCircle : Search
  return (
    <div className="flex items-center gap-3 border-b pr-2 pl-4">
      <Icon aria-hidden className={clsx('size-4 shrink-0 text-ink-faint', isLeaving && 'motion-safe:animate-spin')} />
      <Command.Input
        value={text}
        onValueChange={onText}
        placeholder="Search, or paste a reference or a digest"
        autoCapitalize="none"
        enterKeyHint="go"
        className="h-13 min-w-0 flex-1 bg-transparent text-lg outline-none"
      />
      <Dialog.Close
        aria-label="Close"
        className="inline-flex size-9 shrink-0 items-center justify-center rounded-md text-ink-muted hover:bg-surface-sunken"
      >
        <X aria-hidden className="size-4 sm:hidden" />
        <span aria-hidden className="max-sm:hidden">
          <Kbd>Esc</Kbd>
        </span>
      </Dialog.Close>
    </div>
  )
}
