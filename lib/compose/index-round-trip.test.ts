import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readImageIndex } from '@/lib/oci/image-index'
import { findJsonLoss } from '@/lib/oci/lossless-json'
import { formatPlatform } from '@/lib/oci/platform'
import { planIndex } from './plan'
import { currentOf, entryOf, imageFor, indexOf, requestOf, source } from './source.fixture'

const [amd64, arm64] = [imageFor('linux/amd64'), imageFor('linux/arm64')]

/** What nobody knows and everybody may add: names of JavaScript’s own, numbers as names, half characters. */
const unknownFields = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.string({ unit: 'binary' }).map((text) => `x-${text}`),
        fc.constantFrom('constructor', 'toString', '0', '12', '\ud800'),
      ),
      fc.jsonValue({ maxDepth: 3 }),
    ),
    { maxLength: 4 },
  )
  .map((entries): Record<string, unknown> => Object.fromEntries(JSON.parse(JSON.stringify(entries))))
  // an index with this name is not edited
  .filter((fields) => !JSON.stringify(fields).includes('__proto__'))

const withoutKnown = (fields: Record<string, unknown>, known: string[]) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !known.includes(name)))

const entryFields = ['mediaType', 'digest', 'size', 'platform', 'annotations']

it('what is written reads back as what was planned, with whatever stood there before', () => {
  const edits = fc.record({
    annotations: fc.boolean().map((has) => (has ? { [amd64.digest]: { note: 'new' } } : {})),
    platforms: fc.boolean().map((has) => (has ? { [arm64.digest]: 'linux/arm64/v8' } : {})),
    artifactType: fc.constantFrom('application/vnd.example.set', 'application/vnd.example.other'),
  })
  const property = fc.property(
    unknownFields,
    unknownFields,
    unknownFields,
    edits,
    (ofIndex, ofAmd64, ofArm64, edit) => {
      const manifests = [
        { ...ofAmd64, ...entryOf(amd64) },
        { ...entryOf(arm64), ...ofArm64 },
      ]
      const index = indexOf(manifests, { children: [amd64, arm64], fields: ofIndex })
      const plan = planIndex(requestOf([source('1.0', index)], { current: currentOf(index), keep: true, edits: edit }))
      const written = JSON.parse(plan.index.body)
      const read = readImageIndex(written)

      expect(new TextDecoder().decode(plan.index.bytes)).toBe(plan.index.body)
      expect(findJsonLoss(plan.index.body)).toBeUndefined()
      expect(
        read?.entries.map(({ descriptor: { digest, size, platform } }) => [
          digest,
          size,
          formatPlatform(platform ?? never),
        ]),
      ).toEqual(plan.entries.map(({ digest, size, platform }) => [digest, size, platform]))
      expect(withoutKnown(written, ['schemaVersion', 'mediaType', 'manifests', 'artifactType'])).toEqual(ofIndex)
      for (const [entry, before] of [
        [0, ofAmd64],
        [1, ofArm64],
      ] as const)
        expect(withoutKnown(written.manifests[entry], entryFields)).toEqual(before)
    },
  )
  fc.assert(property, { numRuns: 100 })
})

const never = { os: 'none', architecture: 'none' }
