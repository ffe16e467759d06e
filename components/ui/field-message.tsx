import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export function FieldMessage({ id, error, hint }: { id: string; error?: ReactNode; hint?: ReactNode }) {
  if (error)
    return (
      <p id={id} role="alert" className="flex items-start gap-1.5 text-danger text-sm">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0 break-words">{error}</span>
      </p>
    )
  if (!hint) return null
  return (
    <p id={id} className="text-ink-muted text-xs">
      {hint}
    </p>
  )
}
