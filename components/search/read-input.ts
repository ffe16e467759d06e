import { type Digest, isDigest } from '@/lib/oci/digest'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { canonicalRegistry, isRegistry, type Reference } from '@/lib/oci/reference'
import { parseReferenceInput } from '@/lib/oci/reference-input'

export type SearchInput =
  | { kind: 'empty' }
  | {
      kind: 'image'
      reference: Reference
      /** Nothing else can be meant; a mere word may also be looked for. */
      isCertain: boolean
      /** Where the text may as well be a registry: `registry:5000`. */
      registry?: string
    }
  | { kind: 'registry'; registry: string }
  | { kind: 'digest'; digest: Digest }
  | { kind: 'nonsense'; problem: string }

function readRegistry(text: string): { registry: string; isCertain: boolean } | undefined {
  const host = text.replace(/^(?:https?|oci|docker):\/\//i, '').replace(/\/(?:v2\/?)?$/i, '')
  if (!isRegistry(host)) return undefined
  const registry = canonicalRegistry(host)
  if (/^localhost(?::|$)|^\[|\./.test(registry)) return { registry, isCertain: true }
  return /:\d{4,5}$/.test(registry) ? { registry, isCertain: false } : undefined
}

/** A whole digest, or a half one, which is said to be half; its 64 characters alone are taken for sha256. */
function readDigest(text: string): Digest | 'broken' | undefined {
  const digest = /^[0-9a-f]{64}$/.test(text) ? `sha256:${text}` : text.replace(/^@/, '')
  if (isDigest(digest)) return digest
  return /^@|^sha\d+:[0-9a-f]{8,}$/i.test(text) ? 'broken' : undefined
}

function readReference(text: string): SearchInput {
  try {
    const reference = parseReferenceInput(text)
    const isCertain = /[\s:@]|^[^/]*\.[^/]*\//.test(text) || reference.registry !== 'docker.io'
    return { kind: 'image', reference, isCertain }
  } catch (error) {
    if (error instanceof InvalidReferenceError) return { kind: 'nonsense', problem: error.message }
    throw error
  }
}

/** What somebody who writes or pastes this into a search may mean. */
export function readInput(input: string): SearchInput {
  const text = input.trim()
  if (text === '') return { kind: 'empty' }
  const digest = readDigest(text)
  if (digest === 'broken') return readReference(`name@${text.replace(/^@/, '')}`)
  if (digest) return { kind: 'digest', digest }
  const found = readRegistry(text)
  if (found?.isCertain) return { kind: 'registry', registry: found.registry }
  const reference = readReference(text)
  return found && reference.kind === 'image' ? { ...reference, registry: found.registry } : reference
}
