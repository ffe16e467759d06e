'use client'
import clsx from 'clsx'
import { Check, Copy, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { type ButtonVariant, buttonClass } from './button-class'
import { type CopyState, useCopy } from './use-copy'

interface CopyButtonProps {
  text: string | (() => string)
  /** What is copied, as a sentence of command: “Copy digest”. */
  label: string
  /** Shown beside the icon; without it the button is an icon alone. */
  children?: ReactNode
  variant?: ButtonVariant
  icon?: ReactNode
  className?: string
}

const announcements: Record<CopyState, string> = {
  idle: '',
  copied: 'Copied',
  failed: 'Could not copy; select the text and copy it by hand',
}
const iconClass =
  'inline-flex size-6 shrink-0 items-center justify-center rounded-md text-ink-faint transition-colors hover:bg-surface-sunken hover:text-ink'

function StateIcon({ state, icon }: { state: CopyState; icon: ReactNode }) {
  if (state === 'copied') return <Check aria-hidden className="size-3.5 text-success" />
  if (state === 'failed') return <X aria-hidden className="size-3.5 text-danger" />
  return icon
}

export function CopyButton({ text, label, children, variant, icon, className }: CopyButtonProps) {
  const [state, copy] = useCopy(text)
  return (
    <>
      <button
        type="button"
        aria-label={children ? undefined : label}
        title={label}
        onClick={copy}
        className={clsx(children ? buttonClass(variant) : iconClass, className)}
      >
        <StateIcon state={state} icon={icon ?? <Copy aria-hidden className="size-3.5" />} />
        {children}
      </button>
      <span role="status" className="sr-only">
        {announcements[state]}
      </span>
    </>
  )
}
