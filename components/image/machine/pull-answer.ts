import type { Image, PlatformRow } from '@/lib/contract/image'
import { formatPlatform, type Platform } from '@/lib/oci/platform'
import { chooseEntry } from '@/lib/resolve/choose-entry'
import { explainChoice } from '@/lib/resolve/explain-choice'
import { podmanChoice } from './podman-choice'
import { rowPlatform } from './row-platform'

export interface PullAnswer {
  /** What is pulled; absent when pulling fails. */
  row?: PlatformRow
  /** Whether it runs there without emulation. */
  isNative: boolean
  /** Why, in one or two sentences. */
  words: string
  /** Where Podman does something else. */
  podman?: string
}

function singleAnswer(row: PlatformRow, isNative: boolean, host: Platform): PullAnswer {
  const name = formatPlatform(host)
  const what = `This is one image, for ${row.platform}, whoever pulls it;`
  if (isNative) return { row, isNative, words: `${what} a client on ${name} runs it.` }
  const platform = rowPlatform(row)
  if (!platform) {
    const words =
      'This is one image, whoever pulls it. It does not say which platform it is for, so whether it runs is unknown.'
    return { row, isNative, words }
  }
  const isOtherSystem = platform.os !== host.os
  const end = isOtherSystem
    ? `a client on ${name} cannot run it.`
    : `Docker on ${name} pulls it with a warning and can only emulate it (QEMU, Rosetta), which is slow. Kubernetes gives no warning: where nothing emulates, the container ends with “exec format error”.`
  return { row, isNative, words: `${what} ${end}` }
}

function podmanWords(host: Platform, image: Image, taken: PlatformRow | undefined): string | undefined {
  if (host.os === 'windows') return undefined
  const found = podmanChoice(host, image.platforms)
  if (found === taken) return undefined
  const rule = 'Podman, and Kubernetes on CRI-O, compare names as they are written'
  return found ? `${rule} and take ${found.platform}.` : `${rule} and find nothing here for this machine.`
}

/** What a client on `host` pulls of an image, and why. */
export function pullAnswer(image: Image, host: Platform): PullAnswer {
  const choice = chooseEntry(
    host,
    image.platforms.map((row) => ({ digest: row.digest, platform: rowPlatform(row) })),
  )
  const [only] = image.platforms
  if (image.kind === 'image' && only) return singleAnswer(only, choice.chosen !== undefined, host)
  const row = choice.chosen && image.platforms[choice.entries.indexOf(choice.chosen)]
  const podman = podmanWords(host, image, row)
  return {
    ...(row ? { row } : {}),
    isNative: row !== undefined,
    words: explainChoice(choice, host),
    ...(podman ? { podman } : {}),
  }
}
