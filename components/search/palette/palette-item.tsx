import { Command } from 'cmdk'
import { Check, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { ReferenceText } from '@/components/reference/reference-text'
import { Kbd } from '@/components/ui/kbd'

interface PaletteItemProps {
  /** Tells it from all others in the list. */
  value: string
  icon: LucideIcon
  title?: string
  /** In mono: a reference, a registry, a tag. */
  object?: string
  note?: ReactNode
  isChecked?: boolean
  onSelect: () => void
}

export function PaletteItem({ value, icon: Icon, title, object, note, isChecked, onSelect }: PaletteItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="group flex min-h-10 cursor-pointer scroll-my-2 items-center gap-3 rounded-md px-2.5 py-1.5 text-sm data-[selected=true]:bg-accent-soft"
    >
      <Icon
        aria-hidden
        className="size-4 shrink-0 text-ink-faint group-data-[selected=true]:text-accent"
        strokeWidth={1.75}
      />
      <span className="min-w-0 flex-1 text-pretty">
        {title}
        {title && object ? ' ' : null}
        {object ? <ReferenceText reference={object} className={title ? 'text-ink-muted' : undefined} /> : null}
      </span>
      {note ? <span className="flex shrink-0 items-center gap-1.5 text-ink-muted text-xs">{note}</span> : null}
      {isChecked ? <Check aria-label="chosen now" className="size-3.5 shrink-0 text-accent" /> : null}
      <span aria-hidden className="hidden shrink-0 sm:group-data-[selected=true]:block">
        <Kbd>↵</Kbd>
      </span>
    </Command.Item>
  )
}
