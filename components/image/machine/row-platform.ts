import type { PlatformRow } from '@/lib/contract/image'
import type { Platform } from '@/lib/oci/platform'

/** As the index or the config states it; undefined where neither does. */
export function rowPlatform({ os, architecture, variant, osVersion, osFeatures }: PlatformRow): Platform | undefined {
  if (!os || !architecture) return undefined
  return {
    os,
    architecture,
    ...(variant ? { variant } : {}),
    ...(osVersion ? { 'os.version': osVersion } : {}),
    ...(osFeatures ? { 'os.features': osFeatures } : {}),
  }
}
