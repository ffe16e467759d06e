import 'server-only'
import type { BaseCell, BaseRow } from '@/lib/contract/dockerfile'
import { formatPlatform, type Platform } from '@/lib/oci/platform'
import { type Offer, offerFor } from '@/lib/resolve/dockerfile-offer'
import type { BaseUse } from '@/lib/resolve/dockerfile-uses'
import type { BaseReader, ReadBase } from './check-dockerfile-bases'

async function readUse({ base }: BaseUse, reader: BaseReader): Promise<ReadBase | undefined> {
  if (base.kind === 'unknown') return { problem: { code: 'UNPROCESSABLE', message: base.problem } }
  return base.kind === 'image' ? reader.read(base.reference) : undefined
}

const platformsOf = (read: ReadBase | undefined) => (read && 'image' in read ? read.platforms : [])

/** The first look at a place in the file, for one target; its cells come once all platforms are known. */
export async function describeUse(use: BaseUse, reader: BaseReader): Promise<BaseRow> {
  const { stage, how, line, name, written, base, platform, isOnBuildMachine, isFixed, isUsed } = use
  const read = await readUse(use, reader)
  return {
    stage,
    how,
    line,
    ...(name === undefined ? {} : { name }),
    written,
    ...(read?.reference === undefined ? {} : { reference: read.reference }),
    ...(base.kind === 'stage' ? { base: base.stage } : {}),
    ...(isFixed ? { platform: formatPlatform(platform) } : {}),
    isOnBuildMachine,
    isExternal: base.kind === 'image' || base.kind === 'unknown',
    isUsed,
    ...(read && 'image' in read ? { kind: read.image.kind, digest: read.image.digest } : {}),
    platforms: platformsOf(read),
    cells: [],
    ...(read && 'problem' in read ? { problem: read.problem } : {}),
  }
}

function stateOf(use: BaseUse, read: ReadBase | undefined, isOther: boolean): Offer {
  if (read && 'image' in read) return offerFor(use.platform, read.platforms)
  // `FROM base-$TARGETARCH`: an image of this name for the others, none for this one
  return { state: isOther && read?.problem.code === 'NOT_FOUND' ? 'lacks' : 'unknown' }
}

/** What `use`, worked out for `target`, gets. */
export async function describeCell(
  use: BaseUse,
  { row, target, reader }: { row: BaseRow; target: Platform; reader: BaseReader },
): Promise<BaseCell> {
  const read = await readUse(use, reader)
  const isOther = read?.reference !== undefined && read.reference !== row.reference
  const reference = isOther ? { reference: read.reference } : {}
  return { platform: formatPlatform(target), ...stateOf(use, read, isOther), ...reference }
}
