import { act, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ComposeInput } from '@/lib/contract/compose'
import { composeInputFrom } from '@/lib/contract/links'
import { type ComposeDraft, draftFrom, draftQuery, readDraft } from './compose-draft'
import { reduceDraft } from './draft-reducer'
import { splitReferences } from './read-reference'
import { useComposeDraft } from './use-compose-draft'

const emptyInput = composeInputFrom(new URLSearchParams())
const open = (input: Partial<ComposeInput> = {}) => draftFrom({ ...emptyInput, ...input })
const reopen = (draft: ComposeDraft) => draftFrom(composeInputFrom(new URLSearchParams(draftQuery(draft))))

const full: ComposeInput = {
  target: 'localhost:5000/demo/app:1.0',
  sources: [
    { reference: 'localhost:5000/demo/app:1.0-amd64' },
    { reference: 'localhost:5000/demo/app:1.0-arm', platform: 'linux/arm/v7' },
    { reference: 'openjdk:8', only: ['linux/arm64', 'windows/amd64 (10.0.20348.2700)'] },
  ],
  keep: true,
  format: 'docker',
  annotations: { 'org.opencontainers.image.source': 'https://example.org/?a=b&c=d', empty: '' },
  tags: ['1', 'latest'],
}

describe('the form in the address', () => {
  it.each<[string, Partial<ComposeInput>]>([
    ['everything', full],
    ['nothing', {}],
    ['a target alone', { target: 'app:1.0' }],
    ['what is no reference', { target: 'UPPER/Case:1', sources: [{ reference: 'docker pull app' }] }],
  ])('opens again as it was: %s', (_case, input) => {
    const draft = open(input)
    expect(reopen(draft)).toEqual(draft)
  })

  it('leaves empty rows out', () => {
    const draft = reduceDraft(open({ sources: [{ reference: 'app:1' }] }), { type: 'add-source' })
    expect(draftQuery(draft)).toBe('source=app:1')
  })
})

describe('what is planned', () => {
  it('holds complete references', () => {
    const { input } = readDraft(open({ ...full, sources: [{ reference: 'docker pull openjdk:8' }] }))
    expect(input).toEqual({ ...full, sources: [{ reference: 'docker.io/library/openjdk:8' }] })
  })

  it.each<[string, Partial<ComposeInput>, string]>([
    ['nothing', {}, 'both'],
    ['no target', { sources: [{ reference: 'app:1' }] }, 'target'],
    ['no source', { target: 'app:1' }, 'sources'],
    ['a broken source', { target: 'app:1', sources: [{ reference: 'app:1-a' }, { reference: 'App:1' }] }, 'correction'],
    ['a broken target', { target: 'app:', sources: [{ reference: 'app:1-a' }] }, 'correction'],
    ['half a platform', { target: 'app:1', sources: [{ reference: 'app:1-a', platform: 'linux/' }] }, 'correction'],
  ])('is nothing while there is %s', (_case, input, waitingFor) => {
    const read = readDraft(open(input))
    expect(read.waitingFor).toBe(waitingFor)
    expect(read.input).toBeUndefined()
  })
})

describe('editing', () => {
  const texts = (draft: ComposeDraft) => draft.sources.map(({ text }) => text)
  const three = open({ sources: [{ reference: 'a' }, { reference: 'b' }, { reference: 'c' }] })

  it('moves a source, and not beyond the ends', () => {
    expect(texts(reduceDraft(three, { type: 'move-source', id: 2, by: -1 }))).toEqual(['a', 'c', 'b'])
    expect(reduceDraft(three, { type: 'move-source', id: 0, by: -1 })).toBe(three)
    expect(reduceDraft(three, { type: 'move-source', id: 2, by: 1 })).toBe(three)
  })

  it('always leaves a row to write in', () => {
    const one = open({ sources: [{ reference: 'a' }] })
    const none = [0, 1].reduce((draft, id) => reduceDraft(draft, { type: 'remove-source', id }), one)
    expect(texts(none)).toEqual([''])
  })

  it('puts pasted references into the empty row and drops other empty ones', () => {
    const pasted = reduceDraft(open(), { type: 'paste-sources', id: 0, texts: ['a', 'b', 'c'] })
    expect(texts(pasted)).toEqual(['a', 'b', 'c'])
    expect(new Set(pasted.sources.map(({ id }) => id)).size).toBe(3)
  })

  it('keeps a written row when something is pasted into it', () => {
    expect(texts(reduceDraft(three, { type: 'paste-sources', id: 1, texts: ['x', 'y'] }))).toEqual([
      'a',
      'b',
      'x',
      'y',
      'c',
    ])
  })

  it.each<[string, string[]]>([
    ['app:1-amd64\napp:1-arm64\n', ['app:1-amd64', 'app:1-arm64']],
    ['app:1-amd64, app:1-arm64 app:1-386', ['app:1-amd64', 'app:1-arm64', 'app:1-386']],
    [
      'docker pull app:1-amd64\r\nFROM --platform=linux/arm64 app:2',
      ['docker pull app:1-amd64', 'FROM --platform=linux/arm64 app:2'],
    ],
    ['  ', []],
  ])('splits what is pasted: %j', (text, expected) => {
    expect(splitReferences(text)).toEqual(expected)
  })
})

describe('useComposeDraft', () => {
  afterEach(() => vi.useRealTimers())

  const setUp = (query: string) => {
    vi.useFakeTimers()
    const onQuery = vi.fn()
    const hook = renderHook(({ address }) => useComposeDraft(address, onQuery), { initialProps: { address: query } })
    return { ...hook, onQuery }
  }

  it('tells the address once typing pauses, not while', () => {
    const { result, onQuery } = setUp('target=app:1')
    act(() => result.current.dispatch({ type: 'set', fields: { target: 'app:1.' } }))
    act(() => vi.advanceTimersByTime(200))
    act(() => result.current.dispatch({ type: 'set', fields: { target: 'app:1.0' } }))
    act(() => vi.advanceTimersByTime(200))
    expect(onQuery).not.toHaveBeenCalled()
    act(() => vi.advanceTimersByTime(200))
    expect(onQuery.mock.calls).toEqual([['target=app:1.0']])
  })

  it('follows the address when that changes by itself, and writes nothing back', () => {
    const { result, rerender, onQuery } = setUp('target=app:1')
    rerender({ address: 'target=app:2&source=app:2-amd64' })
    expect(result.current.draft.target).toBe('app:2')
    act(() => vi.advanceTimersByTime(1000))
    expect(onQuery).not.toHaveBeenCalled()
  })

  it('keeps what is typed when its own words come back from the address', () => {
    const { result, rerender, onQuery } = setUp('target=app:1')
    act(() => result.current.dispatch({ type: 'set', fields: { target: 'app:2' } }))
    act(() => vi.advanceTimersByTime(400))
    act(() => result.current.dispatch({ type: 'set', fields: { target: 'app:23' } }))
    rerender({ address: onQuery.mock.calls[0]?.[0] })
    expect(result.current.draft.target).toBe('app:23')
  })

  it('does not take another spelling of the same address for a change', () => {
    const { result, rerender } = setUp('target=app:1')
    act(() => result.current.dispatch({ type: 'add-source' }))
    rerender({ address: 'target=app%3A1' })
    expect(result.current.draft.sources).toHaveLength(3)
  })
})
