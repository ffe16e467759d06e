import { InvalidManifestError } from './invalid-manifest-error'

const maxDepth = 64

function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (inString) {
      if (code === 0x5c) index += 1
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth)
    else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  return deepest
}

/**
 * Bytes to a JSON value: strict UTF-8, no byte order mark, at most 64 levels deep.
 * @throws {InvalidManifestError} not-json
 */
export function decodeJson(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    if (depthOf(text) > maxDepth)
      throw new InvalidManifestError(`The document is nested deeper than ${maxDepth} levels.`)
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof InvalidManifestError) throw error
    throw new InvalidManifestError('The document is not valid JSON.', 'not-json')
  }
}
