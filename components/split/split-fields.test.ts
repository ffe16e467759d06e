import { describe, expect, it } from 'vitest'
import { splitHref } from '@/lib/contract/links'
import { readSplitFields, type SplitOptions } from './split-fields'

const usual: SplitOptions = { pattern: '{tag}-{arch}', naming: 'docker', keepAttestations: false }

describe('the address of a split', () => {
  it.each<[SplitOptions, string]>([
    [usual, '/split?ref=ghcr.io/org/app:1.0'],
    [
      { pattern: 'v{tag}_{os}-{arch}', naming: 'uname', keepAttestations: true },
      '/split?ref=ghcr.io/org/app:1.0&pattern=v%7Btag%7D_%7Bos%7D-%7Barch%7D&naming=uname&attestations=keep',
    ],
  ])('holds %j', (options, href) => {
    const reference = 'ghcr.io/org/app:1.0'
    expect(splitHref({ reference, ...options })).toBe(href)
    const query = Object.fromEntries(new URL(href, 'http://localhost').searchParams)
    expect(readSplitFields(query)).toEqual({ text: reference, reference, options })
  })

  it.each<[Record<string, string | string[]>, object]>([
    [{}, { text: '', options: usual }],
    [{ ref: 'openjdk:8', naming: 'other', attestations: '1', pattern: '' }, { options: usual }],
    [{ ref: ['openjdk:8', 'openjdk:9'] }, { reference: 'docker.io/library/openjdk:8' }],
    [{ pattern: '{arch}'.padEnd(201, 'x') }, { options: usual }],
    [{ ref: 'Org/App' }, { text: 'Org/App', fault: 'Repository names must be lower-case; did you mean “org/app”?' }],
  ])('of %j makes the best', (query, fields) => {
    expect(readSplitFields(query)).toMatchObject(fields)
  })
})
