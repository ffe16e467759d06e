'use client'
import { Check, Monitor, Moon, Sun } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { isTheme, type Theme, themes } from '@/components/ui/theme'
import { useTheme } from '@/components/ui/use-theme'

const faces = {
  system: { icon: Monitor, name: 'System' },
  light: { icon: Sun, name: 'Light' },
  dark: { icon: Moon, name: 'Dark' },
}

export function ThemeSwitch({ initial }: { initial: Theme }) {
  const [theme, applyTheme] = useTheme(initial)
  const { icon: Icon, name } = faces[theme]
  const choose = (value: string) => {
    if (isTheme(value)) applyTheme(value)
  }
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={`Theme: ${name}`}
        title={`Theme: ${name}`}
        className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-muted hover:bg-surface-sunken hover:text-ink"
      >
        <Icon aria-hidden className="size-4" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="appear z-50 min-w-36 rounded-lg border bg-surface-raised p-1 shadow-floating"
        >
          <DropdownMenu.RadioGroup value={theme} onValueChange={choose}>
            {themes.map((value) => (
              <ThemeItem key={value} theme={value} />
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function ThemeItem({ theme }: { theme: Theme }) {
  const { icon: Icon, name } = faces[theme]
  return (
    <DropdownMenu.RadioItem
      value={theme}
      className="flex h-8 cursor-pointer items-center gap-2 rounded-md px-2 text-sm outline-none data-highlighted:bg-surface-sunken"
    >
      <Icon aria-hidden className="size-4 text-ink-muted" />
      {name}
      <DropdownMenu.ItemIndicator className="ml-auto">
        <Check aria-hidden className="size-3.5 text-accent" />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.RadioItem>
  )
}
