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

const windowsBuild = /(\(\d{1,3}\.\d{1,3}\.\d{1,6}\.)(\d{1,6}\))$/

/** In a narrow column a Windows build breaks before its last number, not inside its digits. */
function Breakable({ text }: { text: string }) {
  const [, build, revision] = windowsBuild.exec(text) ?? []
  if (build === undefined || revision === undefined) return text
  return (
    <>
      {text.slice(0, -build.length - revision.length)}
      <span className="whitespace-nowrap">{build}</span>
      <span className="whitespace-nowrap">{revision}</span>
    </>
  )
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
      <span className="min-w-0 text-ink [overflow-wrap:anywhere]">
        <Breakable text={text} />
      </span>
    </span>
  )
}
