import { ByteSize } from '@/components/ui/byte-size'
import type { Plan } from '@/lib/contract/compose'

type Copies = Plan['copies']

const bytesOf = (copies: Copies) => copies.reduce((sum, { bytes }) => sum + bytes, 0)

function origins(copies: Copies): string {
  return [...new Set(copies.map(({ from }) => from))].join(', ')
}

/** What has to move into the target’s repository before the tag can; what is there already needs no words. */
export function CopySummary({ copies }: { copies: Copies }) {
  const mounted = copies.filter(({ how }) => how === 'mount')
  const copied = copies.filter(({ how }) => how === 'copy')
  if (mounted.length === 0 && copied.length === 0) return null
  return (
    <div className="space-y-1 border-t px-4 py-2.5 text-sm">
      <h3 className="font-medium">Moves first</h3>
      {mounted.length === 0 ? null : (
        <p className="[overflow-wrap:anywhere]">
          {mounted.length} linked from {origins(mounted)}; the registry copies nothing.
        </p>
      )}
      {copied.length === 0 ? null : (
        <p className="[overflow-wrap:anywhere]">
          <ByteSize bytes={bytesOf(copied)} /> copied from {origins(copied)}, through this computer.
        </p>
      )}
    </div>
  )
}
