import clsx from 'clsx'
import type { ReactNode } from 'react'
import { familyTextClass, type PlatformFamily } from './platform-family'

/** One shape per family, so that it is told apart without its colour. */
const shapes: Record<PlatformFamily, ReactNode> = {
  amd64: <rect x="1.5" y="1.5" width="9" height="9" rx="1.5" />,
  arm64: <circle cx="6" cy="6" r="5" />,
  arm: <circle cx="6" cy="6" r="3.75" fill="none" stroke="currentColor" strokeWidth="2.5" />,
  ppc64le: <path d="M6 .5 11.5 6 6 11.5.5 6Z" />,
  s390x: <path d="M3.2 1h5.6L11.6 6 8.8 11H3.2L.4 6Z" />,
  riscv64: <path d="M6 .8 11.6 10.8H.4Z" />,
  mips: <path d="M4.25.75h3.5v3.5h3.5v3.5h-3.5v3.5h-3.5v-3.5H.75v-3.5h3.5Z" />,
  loong: <path d="M.5 10.5a5.5 9 0 0 1 11 0Z" />,
  unknown: (
    <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.6 2.1" />
  ),
}

export function FamilyGlyph({ family, className }: { family: PlatformFamily; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 12 12"
      fill="currentColor"
      className={clsx('size-2.5 shrink-0', familyTextClass[family], className)}
    >
      {shapes[family]}
    </svg>
  )
}
