import clsx from 'clsx'
import { FamilyGlyph } from './family-glyph'
import { familyTextClass, platformFamily } from './platform-family'

interface PlatformChipProps {
  /** As the API writes it: `linux/arm64`. */
  platform: string
  /** Leaves out `linux/`, which most are. */
  isShort?: boolean
  className?: string
}

export function PlatformChip({ platform, isShort = false, className }: PlatformChipProps) {
  const family = platformFamily(platform)
  const text = isShort ? platform.replace(/^linux\//, '') : platform
  return (
    <span
      title={isShort ? platform : undefined}
      className={clsx(
        'inline-flex min-h-5 max-w-full items-center gap-1.5 rounded-sm px-1.5 py-px align-middle font-mono text-xs',
        'bg-[color-mix(in_srgb,currentColor_13%,transparent)]',
        familyTextClass[family],
        className,
      )}
    >
      <FamilyGlyph family={family} />
      <span className="min-w-0 text-ink [overflow-wrap:anywhere]">{text}</span>
    </span>
  )
}
