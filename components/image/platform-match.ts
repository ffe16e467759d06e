import { formatPlatform, parsePlatform } from '@/lib/oci/platform'

/** `?platform=linux/arm64/v8` as rows write it; undefined when it is no platform. */
export function wantedPlatform(text: string | null): string | undefined {
  const parsed = parsePlatform(text ?? '')
  return parsed && formatPlatform(parsed)
}

/** A wanted Windows platform without a version means every version. */
export function isWanted(platform: string, wanted: string | undefined): boolean {
  return wanted !== undefined && (platform === wanted || platform.startsWith(`${wanted} (`))
}
