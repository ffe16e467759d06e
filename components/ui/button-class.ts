import clsx from 'clsx'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'
export type ButtonSize = 'sm' | 'md' | 'lg'

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-accent-ink hover:bg-[color-mix(in_srgb,var(--accent)_88%,var(--ink))]',
  secondary: 'border-line bg-surface-raised text-ink shadow-raised hover:border-line-strong',
  ghost: 'border-transparent text-ink-muted hover:bg-surface-sunken hover:text-ink',
  danger: 'border-transparent bg-danger text-surface-raised hover:bg-[color-mix(in_srgb,var(--danger)_88%,var(--ink))]',
}

const sizes: Record<ButtonSize, string> = {
  sm: 'h-7 gap-1.5 px-2 text-xs',
  md: 'h-8 gap-1.5 px-3 text-sm',
  lg: 'h-11 gap-2 px-5 text-base',
}

const disabled =
  'disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55'

export function buttonClass(variant: ButtonVariant = 'secondary', size: ButtonSize = 'md', className?: string): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center whitespace-nowrap rounded-md border font-medium transition-colors',
    variants[variant],
    sizes[size],
    disabled,
    className,
  )
}
