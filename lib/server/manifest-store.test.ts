import { afterEach, expect, test, vi } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { ManifestStore } from './manifest-store'

const repository = { registry: 'ghcr.io', repository: 'org/app' }
const tagged = { ...repository, tag: '1' }

function manifestOf(text: string) {
  const bytes = new TextEncoder().encode(text)
  return { bytes, digest: computeDigest(bytes), headerDigestDisagrees: false }
}

afterEach(() => vi.useRealTimers())

test('principals share the room, and see nothing of each other', () => {
  const store = new ManifestStore({ maxBytes: 10_000 })
  const [ada, ben] = [store.of('ada'), store.of('ben')]
  const manifest = manifestOf('hers')
  ada.keep(tagged, manifest)
  ada.noteListed(tagged, manifest.digest)
  ada.prove(repository)
  expect(ada.get(repository, manifest.digest)).toBe(manifest)
  expect([ada.lastSeen(tagged), ada.listed(tagged), ada.isProven(repository)]).toEqual([
    manifest.digest,
    manifest.digest,
    true,
  ])
  for (const other of [ben, store, store.of('')]) {
    expect(other.get(repository, manifest.digest)).toBeUndefined()
    expect([other.lastSeen(tagged), other.listed(tagged), other.isProven(repository)]).toEqual([
      undefined,
      undefined,
      false,
    ])
  }
})

test('however many principals there are, the room stays the same', () => {
  const store = new ManifestStore({ maxBytes: 10_000 })
  const manifest = manifestOf('x'.repeat(500))
  const kept = Array.from({ length: 100 }, (_, number) => store.of(`visitor ${number}`))
  for (const own of kept) own.keep(tagged, manifest)
  expect(kept.filter((own) => own.get(repository, manifest.digest)).length).toBeLessThanOrEqual(9)
})

test('what was proved is believed for less than half a minute', () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const store = new ManifestStore({ maxBytes: 1000 })
  store.prove(repository)
  vi.setSystemTime(Date.now() + 20_000)
  expect(store.isProven(repository)).toBe(true)
  vi.setSystemTime(Date.now() + 10_000)
  expect(store.isProven(repository)).toBe(false)
})
