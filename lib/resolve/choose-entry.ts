import { isCompletePlatform, normalizePlatform, type Platform } from '@/lib/oci/platform'
import { acceptablePlatforms } from './acceptable-platforms'
import { windowsHostRuns } from './windows-version'

export interface OfferedEntry {
  digest: string
  /** As the index states it; absent or incomplete when it does not. */
  platform?: Platform | undefined
}

/** Why an entry is taken or passed over. */
export type Verdict =
  | 'chosen'
  /** Would run too, but another one fits better or stands first. */
  | 'fits'
  | 'other-os'
  | 'other-architecture'
  | 'newer-variant'
  | 'other-windows-build'
  | 'needs-features'
  | 'no-platform'

export interface JudgedEntry extends OfferedEntry {
  verdict: Verdict
  /** Place among what the host accepts, 0 the best; absent where it does not fit. */
  rank?: number
}

export interface Choice {
  accepts: Platform[]
  entries: JudgedEntry[]
  chosen?: JudgedEntry
}

const isSameName = (a: Platform, b: Platform) =>
  a.os === b.os && a.architecture === b.architecture && a.variant === b.variant

function hasFeatures(host: Platform, image: Platform): boolean {
  const offered = new Set(host['os.features'])
  const ignored = host.os === 'windows' ? 'win32k' : ''
  return (image['os.features'] ?? []).every((feature) => feature === ignored || offered.has(feature))
}

function judge(entry: OfferedEntry, host: Platform, accepts: Platform[]): JudgedEntry {
  if (!isCompletePlatform(entry.platform)) return { ...entry, verdict: 'no-platform' }
  const image = normalizePlatform(entry.platform)
  const rank = accepts.findIndex((candidate) => isSameName(candidate, image))
  if (image.os !== host.os) return { ...entry, verdict: 'other-os' }
  if (rank < 0) {
    const isKnown = accepts.some(({ architecture }) => architecture === image.architecture)
    return { ...entry, verdict: isKnown ? 'newer-variant' : 'other-architecture' }
  }
  if (host.os === 'windows' && !windowsHostRuns(host['os.version'], image['os.version']))
    return { ...entry, verdict: 'other-windows-build' }
  if (!hasFeatures(host, image)) return { ...entry, verdict: 'needs-features' }
  return { ...entry, verdict: 'fits', rank }
}

const featureCount = ({ platform }: JudgedEntry) => platform?.['os.features']?.length ?? 0
const versionOf = ({ platform }: JudgedEntry) => platform?.['os.version'] ?? ''

/** The smaller rank, then more features, then (on Windows) the highest version as text, then the order of the index. */
function compareFits(a: JudgedEntry, b: JudgedEntry, host: Platform): number {
  if (host.os === 'windows' && versionOf(a) !== versionOf(b)) return versionOf(a) < versionOf(b) ? 1 : -1
  return (a.rank ?? 0) - (b.rank ?? 0) || featureCount(b) - featureCount(a)
}

/** Which entry of an index containerd, and with it Docker and Kubernetes, takes on `host`. Source: containerd/platforms, compare.go. */
export function chooseEntry(host: Platform, offered: readonly OfferedEntry[]): Choice {
  const accepts = acceptablePlatforms(host)
  const wanted = normalizePlatform(host)
  const entries = offered.map((entry) => judge(entry, wanted, accepts))
  const [best] = entries.filter(({ verdict }) => verdict === 'fits').toSorted((a, b) => compareFits(a, b, wanted))
  const judged = entries.map((entry) => (entry === best ? { ...entry, verdict: 'chosen' as const } : entry))
  const chosen = judged.find(({ verdict }) => verdict === 'chosen')
  return { accepts, entries: judged, ...(chosen ? { chosen } : {}) }
}
