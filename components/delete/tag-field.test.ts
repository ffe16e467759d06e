import { describe, expect, it } from 'vitest'
import { readTagField } from './tag-field'

const digest = `sha256:${'a'.repeat(64)}`

describe('the tag to delete', () => {
  it.each([
    ['ghcr.io/org/app:1.0', 'ghcr.io/org/app:1.0'],
    ['openjdk:8', 'docker.io/library/openjdk:8'],
    ['localhost:5000/app:latest', 'localhost:5000/app:latest'],
    ['docker pull ghcr.io/org/app:1.0', 'ghcr.io/org/app:1.0'],
  ])('%j is %s', (text, reference) => {
    expect(readTagField(text)).toEqual({ text: reference, reference })
  })

  it.each([
    ['ghcr.io/org/app', 'Write the tag as well, for example ghcr.io/org/app:1.0.'],
    ['localhost:5000/latest', 'Write the tag as well, for example ghcr.io/org/app:1.0.'],
    [`ghcr.io/org/app@${digest}`, 'Write the tag without a digest, for example ghcr.io/org/app:1.0.'],
    [`ghcr.io/org/app:1.0@${digest}`, 'Write the tag without a digest, for example ghcr.io/org/app:1.0.'],
    ['Org/App:1', 'Repository names must be lower-case; did you mean “org/app”?'],
  ])('is never guessed from %j', (text, fault) => {
    expect(readTagField(text)).toEqual({ text, fault })
  })

  it('may not be written yet', () => {
    expect(readTagField(' ')).toEqual({ text: '' })
  })
})
