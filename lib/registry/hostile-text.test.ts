import { describe, expect, it } from 'vitest'
import { decodeJson } from '@/lib/oci/decode-json'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { parseReference } from '@/lib/oci/reference'
import { parseReferenceInput } from '@/lib/oci/reference-input'
import { parseChallenges } from './challenge'
import { readNextPage } from './link-header'

/** Made for expressions that go back and forth: whoever is not linear does not come to an end. */
const units = [
  'a-',
  'a.',
  '_',
  '/',
  'a/',
  ':',
  '@',
  'sha256:',
  '"',
  '\\',
  '\\"',
  '<',
  '>;',
  ', ',
  '=',
  ' \t',
  '[',
  '{"a":',
  '\u202e',
]
const hostile = units.flatMap((unit) =>
  ['', 'docker.io/a', 'Bearer realm="', '</v2/tags/list?n=1'].map((start) => [start, unit]),
)
const long = (start = '', unit = '') => start + unit.repeat(Math.ceil(1_000_000 / unit.length))

function outcomeOf(read: () => unknown): unknown {
  try {
    read()
    return 'value'
  } catch (error) {
    return error instanceof Error ? error.constructor : error
  }
}

describe('a million characters made to do harm are read or refused', () => {
  it.each(hostile)('%j and then %j without end', (start, unit) => {
    const text = long(start, unit)
    expect(['value', InvalidReferenceError]).toContain(outcomeOf(() => parseReference(text)))
    expect(['value', InvalidReferenceError]).toContain(outcomeOf(() => parseReferenceInput(text)))
    expect(parseChallenges([text, text.slice(0, 8_192)])).toBeInstanceOf(Array)
    expect(['string', 'undefined']).toContain(typeof readNextPage([text, text.slice(0, 2_000)], '/tags/list'))
    expect(['value', InvalidManifestError]).toContain(outcomeOf(() => decodeJson(Buffer.from(text))))
  })
})
