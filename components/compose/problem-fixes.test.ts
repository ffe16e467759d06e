import { describe, expect, it } from 'vitest'
import { problem } from '@/lib/compose/problem'
import type { ComposeInput, Plan, PlanEntry } from '@/lib/contract/compose'
import { composeInputFrom } from '@/lib/contract/links'
import { draftFrom, readDraft } from './compose-draft'
import { reduceDraft } from './draft-reducer'
import { samplePlan, sampleReference } from './plan.fixture'
import { fixesOf } from './problem-fixes'
import { sharedFixes } from './shared-fixes'

const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`
const entry = (platform: string, letter: string, source: string, attests?: string): PlanEntry => ({
  ...{ platform, digest: digestOf(letter), size: 1, mediaType: 'm', source: sampleReference(source) },
  ...(attests ? { attests: digestOf(attests) } : {}),
})

const form = (input: Partial<ComposeInput>) => {
  const draft = draftFrom({ ...composeInputFrom(new URLSearchParams()), target: sampleReference('app:1.0'), ...input })
  return { draft, sources: readDraft(draft).sources }
}
const sourcesOf = (...names: string[]) => ({ sources: names.map((name) => ({ reference: sampleReference(name) })) })

interface Case {
  about: ReturnType<typeof problem>
  entries?: PlanEntry[]
  input?: Partial<ComposeInput>
  more?: Partial<Plan>
}

const doubt = ({ about, entries = [], input = {}, more = {} }: Case) => {
  const context = { plan: samplePlan({ entries, ...more }), ...form(input) }
  return { ...context, fixes: fixesOf(about, context) }
}
const labels = (row: Case) => doubt(row).fixes.map(({ label }) => label)

/** The input as it is once the button has been pressed. */
function afterwards(row: Case, label: string) {
  const { draft, fixes } = doubt(row)
  const fix = fixes.find((each) => each.label === label)
  if (fix === undefined) throw new Error(`There is no “${label}”.`)
  return readDraft(fix.actions.reduce(reduceDraft, draft)).input
}

const twoImages = { ...sourcesOf('a:1', 'b:1') }
const index = { ...sourcesOf('app:1.0') }
const inIndex = [entry('linux/amd64', '1', 'app:1.0'), entry('linux/arm64', '2', 'app:1.0')]
const ofIndex = { source: sampleReference('app:1.0'), digest: digestOf('1'), platform: 'linux/amd64' }

describe('two images for one platform', () => {
  const about = problem('DUPLICATE_PLATFORM', 'Two.', { source: sampleReference('b:1'), platform: 'linux/amd64' })

  it('of two sources: the other source goes', () => {
    const row = {
      about,
      entries: [entry('linux/amd64', '1', 'a:1'), entry('linux/amd64', '2', 'b:1')],
      input: twoImages,
    }
    expect(labels(row)).toEqual(['Keep the one from a:1', 'Keep the one from b:1'])
    expect(afterwards(row, 'Keep the one from b:1')?.sources).toEqual([{ reference: sampleReference('b:1') }])
  })

  it('of an index and an image: the entry alone goes', () => {
    const entries = [...inIndex, entry('linux/amd64', '3', 'b:1')]
    const row = { about, entries, input: sourcesOf('app:1.0', 'b:1') }
    expect(afterwards(row, 'Keep the one from b:1')).toMatchObject({
      ...sourcesOf('app:1.0', 'b:1'),
      edits: { remove: [digestOf('1')] },
    })
  })

  it('of one index: the digests tell them apart', () => {
    const entries = [entry('linux/amd64', '1', 'app:1.0'), entry('linux/amd64', '2', 'app:1.0')]
    const row = { about, entries, input: index }
    expect(labels(row)).toEqual([
      `Keep the one from app:1.0 (${'1'.repeat(12)})`,
      `Keep the one from app:1.0 (${'2'.repeat(12)})`,
    ])
  })
})

describe('the platform', () => {
  it.each([
    ['It is v7', 'linux/arm/v7'],
    ['It is v6', 'linux/arm/v6'],
    ['It is v5', 'linux/arm/v5'],
  ])('of a bare arm: %s', (label, platform) => {
    const source = sampleReference('a:1')
    const about = problem('PLATFORM_VARIANT_MISSING', 'Which?', {
      source,
      platform: 'linux/arm',
      digest: digestOf('1'),
    })
    const row = { about, entries: [entry('linux/arm', '1', 'a:1')], input: twoImages }
    expect(afterwards(row, label)?.sources[0]).toEqual({ reference: source, platform })
    const inside = { ...row, about: { ...about, source: sampleReference('app:1.0') }, entries: inIndex, input: index }
    expect(afterwards(inside, label)?.edits).toEqual({ platforms: { [digestOf('1')]: platform } })
  })

  it('of the config is taken', () => {
    const about = problem('PLATFORM_MISMATCH', 'No.', { ...ofIndex, alternatives: ['linux/arm64'] })
    const row = { about, entries: inIndex, input: index }
    expect(afterwards(row, 'Use the config’s platform')?.edits).toEqual({
      platforms: { [digestOf('1')]: 'linux/arm64' },
    })
  })

  it('of the image or of the name is confirmed', () => {
    const source = sampleReference('a:1')
    const about = problem('PLATFORM_CONTRADICTS_NAME', 'No.', {
      ...{ source, platform: 'linux/amd64', digest: digestOf('1'), alternatives: ['linux/arm64'] },
    })
    const row = { about, entries: [entry('linux/amd64', '1', 'a:1')], input: twoImages }
    expect(labels(row)).toEqual(['It is linux/amd64', 'It is linux/arm64'])
    expect(afterwards(row, 'It is linux/arm64')?.sources[0]?.platform).toBe('linux/arm64')
  })

  it('that nobody knows is asked where it can be written', () => {
    const entries = [entry('unknown/unknown', '1', 'a:1')]
    const about = problem('PLATFORM_MISSING', '?', { source: sampleReference('a:1'), digest: digestOf('1') })
    const [first] = doubt({ about, entries, input: twoImages }).fixes
    expect(first).toMatchObject({
      label: 'Set its platform',
      actions: [],
      opens: { row: { text: sampleReference('a:1') } },
    })
    const [inside] = doubt({ about: { ...about, ...ofIndex }, entries: inIndex, input: index }).fixes
    expect(inside).toMatchObject({ opens: { entry: { digest: digestOf('1') } } })
  })
})

describe('what is lost', () => {
  const about = problem('PLATFORM_LOST', 'Lost.', { platform: 'linux/amd64', digest: digestOf('1') })
  it.each<[string, Partial<ComposeInput>, string[]]>([
    ['is kept', twoImages, ['Keep what the target has']],
    ['is put back', { ...index, edits: { remove: [digestOf('1')] } }, ['Put it back']],
    [
      'gets its name back',
      { ...index, edits: { platforms: { [digestOf('1')]: 'linux/386' } } },
      ['Undo the platform you set'],
    ],
    ['is replaced where all is kept', { ...twoImages, keep: true }, []],
  ])('%s', (_case, input, expected) => {
    expect(labels({ about, input })).toEqual(expected)
  })
})

describe('other ways out', () => {
  const attested = [...inIndex, entry('unknown/unknown', '3', 'app:1.0', '1')]

  it('attestations are dropped, or the index becomes an OCI index', () => {
    const row = { about: problem('ATTESTATIONS_NEED_OCI', 'No.'), entries: attested, input: index }
    expect(labels(row)).toEqual(['Make it OCI', 'Drop the attestation'])
    expect(afterwards(row, 'Drop the attestation')?.edits).toEqual({ remove: [digestOf('3')] })
    expect(afterwards(row, 'Make it OCI')?.format).toBe('oci')
  })

  it('what is missing is left out: the entry, not the index', () => {
    const row = { about: problem('CHILD_MISSING', 'Gone.', ofIndex), entries: attested, input: index }
    expect(afterwards(row, 'Leave out linux/amd64 of app:1.0')).toMatchObject({
      ...index,
      edits: { remove: [digestOf('1')] },
    })
    const ofAttestation = { ...row, about: problem('CHILD_MISSING', 'Gone.', { ...ofIndex, digest: digestOf('3') }) }
    expect(afterwards(ofAttestation, 'Drop the attestation')?.edits).toEqual({ remove: [digestOf('3')] })
  })

  it('of an index with a broken entry the others are taken', () => {
    const row = {
      about: problem('ENTRY_BROKEN', 'Broken.', { source: ofIndex.source }),
      entries: inIndex,
      input: index,
    }
    expect(afterwards(row, 'Take what can be read')?.sources[0]?.only).toEqual(['linux/amd64', 'linux/arm64'])
  })

  it('an index that cannot be edited is composed anew by digest, or pushed as it is', () => {
    const about = problem('INDEX_NOT_LOSSLESS', 'No.', { source: ofIndex.source })
    const row = { about, entries: inIndex, input: { ...index, edits: { order: [digestOf('2')] } } }
    const repository = sampleReference('app')
    expect(afterwards(row, 'Compose it anew from its images')?.sources).toEqual([
      { reference: `${repository}@${digestOf('1')}` },
      { reference: `${repository}@${digestOf('2')}` },
    ])
    expect(afterwards(row, 'Push it as it is')?.edits).toBeUndefined()
  })

  it('a further tag is left alone', () => {
    const about = problem('TAG_OVERWRITTEN', 'It moves.', { tag: 'latest' })
    expect(afterwards({ about, input: { ...index, tags: ['1', 'latest'] } }, 'Leave latest as it is')?.tags).toEqual([
      '1',
    ])
  })

  it('what the target names today is kept under another tag, or not after all', () => {
    const about = problem('TAG_OVERWRITTEN', 'It moves.', { digest: digestOf('9') })
    const today = new Date().toISOString().slice(0, 10).replaceAll('-', '')
    const label = `Keep the old one as 1.0-prev-${today}`
    expect(afterwards({ about, input: index }, label)?.backup).toBe(`1.0-prev-${today}`)
    const undone = afterwards({ about, input: { ...index, backup: '1.0-old' } }, 'Don’t keep it as 1.0-old')
    expect(undone?.backup).toBeUndefined()
  })

  it('an edit of nothing is forgotten', () => {
    const about = problem('EDIT_UNMATCHED', 'Gone.', { digest: digestOf('9') })
    const edits = { remove: [digestOf('9'), digestOf('1')], platforms: { [digestOf('9')]: 'linux/386' } }
    expect(afterwards({ about, input: { ...index, edits } }, 'Forget this edit')?.edits).toEqual({
      remove: [digestOf('1')],
    })
  })
})

describe('buttons for several problems', () => {
  const lost = ['linux/s390x', 'linux/riscv64'].map((platform) => problem('PLATFORM_LOST', 'Lost.', { platform }))
  const overwritten = problem('TAG_OVERWRITTEN', 'Overwritten.', { tag: 'latest' })
  const context = { plan: samplePlan(), ...form({ ...twoImages, tags: ['latest'] }) }

  it('stand once', () => {
    const shared = sharedFixes([...lost, overwritten], context)
    expect(shared.map(({ label, count }) => [label, count])).toEqual([['Keep what the target has', 2]])
  })

  it('are none where each does something else', () => {
    const further = problem('TAG_OVERWRITTEN', 'Overwritten.', { tag: '1' })
    expect(sharedFixes([...lost.slice(0, 1), overwritten, further], context)).toEqual([])
  })
})
