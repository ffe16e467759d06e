import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { decodeJson, decodeLargeJson } from './decode-json'
import { InvalidManifestError } from './invalid-manifest-error'

const bytes = (text: string) => new TextEncoder().encode(text)
const list = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => item(index))
const names = (count: number, prefix: string) => `{${list(count, (index) => `"${prefix}${index}":1`).join(',')}}`

describe('F31 decodeJson', () => {
  it.each([
    ['64 levels', `${'['.repeat(64)}${']'.repeat(64)}`],
    ['brackets in strings', `["${'[{'.repeat(100_000)}"]`],
    ['escaped quotes', `["${'\\"['.repeat(100_000)}"]`],
    ['200,000 tags', `{"tags":[${list(199_990, (index) => `"v${index}"`).join(',')}]}`],
    ['a wide object', names(70_000, 'sha256:')],
    [
      'many objects of the same names',
      `[${list(30_000, (index) => `{"mediaType":"m","digest":"d${index}","size":${index}}`).join(',')}]`,
    ],
  ])('reads %s', async (_name, text) => {
    const expected: unknown = JSON.parse(text)
    expect(decodeJson(bytes(text))).toEqual(expected)
    expect(await decodeLargeJson(bytes(text))).toEqual(expected)
  })

  it.each([
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`],
    ['two million levels', '['.repeat(2_000_000)],
    ['200,001 values', `[${'0,'.repeat(200_000)}0]`],
    ['an endless list', `[${'0,'.repeat(2_000_000)}`],
    ['a very wide object', names(100_000, 'a')],
    ['many objects of other names each', `[${list(1_000, (index) => names(60, `${index}_`)).join(',')}]`],
    ['nothing', ''],
    ['half a document', '{"a":'],
    ['something behind', '{} {}'],
    ['a byte order mark', '\ufeff{}'],
    ['colons', `{${':'.repeat(1_000_000)}`],
  ])('refuses %s', async (_name, text) => {
    expect(() => decodeJson(bytes(text))).toThrow(InvalidManifestError)
    await expect(decodeLargeJson(bytes(text))).rejects.toThrow(InvalidManifestError)
  })

  it('refuses bytes that are no UTF-8', () => {
    expect(() => decodeJson(new Uint8Array([0x22, 0xff, 0x22]))).toThrow(InvalidManifestError)
  })

  it('changes no prototype', () => {
    const value = decodeJson(bytes('{"__proto__":{"polluted":1}}'))
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect('polluted' in {}).toBe(false)
  })

  it('gives what JSON.parse gives, or its own error, for any text', () => {
    const text = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'[]{}",:\\1') }),
    )
    fc.assert(
      fc.property(text, (document) => {
        try {
          return JSON.stringify(decodeJson(bytes(document))) === JSON.stringify(JSON.parse(document))
        } catch (error) {
          return error instanceof InvalidManifestError
        }
      }),
    )
  })

  it('lets others have their turn between small documents that come at once', async () => {
    await new Promise((resolve) => setImmediate(resolve))
    let nowMs = 0
    const now = vi.spyOn(performance, 'now').mockImplementation(() => {
      nowMs += 2
      return nowMs
    })
    const events: string[] = []
    const timer = setImmediate(() => events.push('others'))
    const read = async () => {
      await decodeLargeJson(bytes('{}'))
      events.push('read')
    }
    await Promise.all(Array.from({ length: 10 }, read))
    clearImmediate(timer)
    now.mockRestore()
    expect(events.indexOf('others')).toBeGreaterThan(0)
    expect(events.indexOf('others')).toBeLessThan(9)
  })

  it('lets others have their turn while a large document is read', async () => {
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    })
    await decodeLargeJson(bytes(`{"a":"${'x'.repeat(8_000_000)}"}`))
    clearInterval(timer)
    expect(turns).toBeGreaterThanOrEqual(7)
  })
})
