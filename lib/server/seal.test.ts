import { describe, expect, it } from 'vitest'
import { Secret } from '@/lib/registry/secret'
import { createSealer } from './seal'

const secretOf = (letter: string) => new Secret(letter.repeat(32))
const text = 'correct horse battery staple'

describe('createSealer', () => {
  const sealer = createSealer([secretOf('a')])

  it('opens what it sealed, and shows nothing of it', () => {
    const sealed = sealer.seal(text, 'one')
    expect(sealer.open(sealed, 'one')).toBe(text)
    expect(Buffer.from(sealed.split('.')[1] ?? '', 'base64url').toString('latin1')).not.toContain('horse')
    expect(sealer.seal(text, 'one')).not.toBe(sealed)
  })

  it('does not open what was changed, whichever byte it was', () => {
    const [id, body = ''] = sealer.seal(text, 'one').split('.')
    const bytes = Buffer.from(body, 'base64url')
    for (const position of bytes.keys()) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(position) ^ 1, position)
      expect(sealer.open(`${id}.${changed.toString('base64url')}`, 'one')).toBeUndefined()
    }
  })

  it.each(['', '.', 'x', 'x.y', 'a.b.c'])('does not open %j', (sealed) => {
    expect(sealer.open(sealed, 'one')).toBeUndefined()
  })

  it('does not open for another purpose', () => {
    expect(sealer.open(sealer.seal(text, 'one'), 'two')).toBeUndefined()
  })

  it('opens what an older secret sealed, and seals with the newer one', () => {
    const old = sealer.seal(text, 'one')
    const rotated = createSealer([secretOf('b'), secretOf('a')])
    expect(rotated.open(old, 'one')).toBe(text)
    expect(sealer.open(rotated.seal(text, 'one'), 'one')).toBeUndefined()
    expect(createSealer([secretOf('b')]).open(rotated.seal(text, 'one'), 'one')).toBe(text)
  })

  it('does not open what an unknown secret sealed', () => {
    expect(createSealer([secretOf('b')]).open(sealer.seal(text, 'one'), 'one')).toBeUndefined()
  })
})
