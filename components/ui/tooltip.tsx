'use client'
import { Tooltip as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

interface TooltipProps {
  label: ReactNode
  /** It repeats the trigger's name, which else would be read twice. */
  isName?: boolean
  children: ReactNode
}

/** For what a sighted pointer user may want to know; the trigger needs a name of its own. */
export function Tooltip({ label, isName = false, children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild {...(isName ? { 'aria-describedby': undefined } : {})}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={6}
          collisionPadding={8}
          className="appear z-50 max-w-80 break-words rounded-md bg-ink px-2 py-1 text-surface text-xs shadow-floating"
        >
          {label}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
