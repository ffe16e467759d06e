import { describe, expect, it } from 'vitest'
import { InvalidManifestError } from './invalid-manifest-error'
import { describesImage, openEnvelope, readStatement } from './statement'

const limits = { maxValues: 1_000 }
const base64 = (value: unknown) => btoa(JSON.stringify(value))
const hex = 'ab'.repeat(32)
const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  predicateType: 'https://slsa.dev/provenance/v1',
  subject: [{ name: 'app', digest: { sha256: hex } }],
  predicate: { buildDefinition: {} },
}

describe('an envelope', () => {
  it.each([
    ['DSSE', { payloadType: 'application/vnd.in-toto+json', payload: base64(statement), signatures: [] }],
    ['Sigstore bundle', { mediaType: 'bundle', dsseEnvelope: { payloadType: 'x', payload: base64(statement) } }],
  ])('of the kind %s is opened', async (_name, envelope) => {
    expect(await openEnvelope(envelope, limits)).toEqual({ document: statement, isSigned: true })
  })

  it('in the alphabet for addresses is opened too', async () => {
    const payload = base64({ text: '>>>???' }).replaceAll('+', '-').replaceAll('/', '_')
    expect(payload).toMatch(/[-_]/)
    expect((await openEnvelope({ payloadType: 'x', payload }, limits)).document).toEqual({ text: '>>>???' })
  })

  it('of many parts, with line breaks and without its last signs, is put together again', async () => {
    const long = { text: 'é'.repeat(500_000), more: '>>>' }
    const payload = Buffer.from(JSON.stringify(long)).toString('base64').replaceAll(/.{76}/g, '$&\n').replace(/=+$/, '')
    expect((await openEnvelope({ payloadType: 'x', payload }, { maxValues: 10 })).document).toEqual(long)
  })

  it('is not needed', async () => {
    expect(await openEnvelope(statement, limits)).toEqual({ document: statement, isSigned: false })
  })

  it.each([
    ['no base64', '!!!'],
    ['a lone letter at the end', `${btoa('{}')}a`],
    ['an end in the middle', `e30=${'A'.repeat(300_000)}`],
    ['no JSON', btoa('hello')],
    ['nested too deep', btoa('['.repeat(100) + ']'.repeat(100))],
  ])('with %s is refused', async (_name, payload) => {
    await expect(openEnvelope({ payloadType: 'x', payload }, limits)).rejects.toThrow(InvalidManifestError)
  })
})

describe('a statement', () => {
  it('names its subjects by digest', () => {
    expect(readStatement(statement)).toEqual({
      predicateType: statement.predicateType,
      subjects: [{ name: 'app', digests: [`sha256:${hex}`] }],
      predicate: statement.predicate,
    })
  })

  it.each([
    ['a list', []],
    ['nothing', null],
    ['no type', { subject: [] }],
    ['a type that is no text', { predicateType: 4 }],
    ['a type without end', { predicateType: 'x'.repeat(5_000) }],
  ])('is not %s', (_name, document) => {
    expect(readStatement(document)).toBeUndefined()
  })

  it('may lie about its subjects in any way', () => {
    const subject = [null, 4, { digest: 'sha256:ab' }, { digest: { sha256: 7, sha512: 'cd' } }]
    expect(readStatement({ predicateType: 'x', subject })?.subjects).toEqual([
      { digests: [] },
      { digests: ['sha512:cd'] },
    ])
  })

  it.each([
    [[{ digests: [`sha256:${hex}`] }], 'yes'],
    [[{ digests: ['sha256:cd'] }, { digests: [`sha256:${hex}`] }], 'yes'],
    [[{ digests: ['sha256:cd'] }], 'no'],
    [[{ name: 'app', digests: [] }], 'unknown'],
    [[], 'unknown'],
  ])('%j describes the image: %s', (subjects, expected) => {
    expect(describesImage(subjects, `sha256:${hex}`)).toBe(expected)
  })
})
