import clsx from 'clsx'

export function inputClass({ isMono = false, isInvalid = false }: { isMono?: boolean; isInvalid?: boolean }): string {
  return clsx(
    'h-8 w-full min-w-0 rounded-md border bg-surface-raised px-2.5 text-ink text-sm transition-colors max-sm:h-9 max-sm:text-lg',
    isMono && 'font-mono',
    isInvalid ? 'border-danger' : 'border-line-strong hover:border-ink-muted',
  )
}
