import type { PlatformRow } from '@/lib/contract/image'
import type { Platform } from '@/lib/oci/platform'

const armVariants = ['v8', 'v7', 'v6', 'v5']

/** The variants that Podman tries, best first; an entry without one comes last. */
function variantsFor({ architecture, variant }: Platform): string[] {
  if (architecture === 'arm') return [...armVariants.slice(Math.max(0, armVariants.indexOf(variant ?? 'v7'))), '']
  return architecture === 'arm64' ? ['v8', ''] : ['']
}

/**
 * Which row Podman takes: it compares names as they are written, without normalising, and looks at no Windows version.
 * An entry that states no platform is its last resort. Source: containers/image, platform_matcher.go.
 */
export function podmanChoice(host: Platform, rows: readonly PlatformRow[]): PlatformRow | undefined {
  for (const wanted of variantsFor(host)) {
    const found = rows.find(
      ({ os, architecture, variant = '' }) =>
        os === host.os && architecture === host.architecture && variant === wanted,
    )
    if (found) return found
  }
  return rows.find(({ os, architecture }) => os === undefined && architecture === undefined)
}
