import clsx from 'clsx'

/** Give it the size of what will stand there, e.g. `h-4 w-20`. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('skeleton align-middle', className)} />
}
