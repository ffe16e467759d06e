import { describe, expect, it } from 'vitest'
import { readRepositoryField } from './repository-field'

describe('the repository to look at', () => {
  it.each([
    ['ghcr.io/org/app', 'ghcr.io/org/app'],
    [' openjdk ', 'docker.io/library/openjdk'],
    ['localhost:5000/demo/app:1.0', 'localhost:5000/demo/app'],
    [`ghcr.io/org/app@sha256:${'a'.repeat(64)}`, 'ghcr.io/org/app'],
    ['docker pull quay.io/org/app:1', 'quay.io/org/app'],
  ])('%j is %s', (text, repository) => {
    expect(readRepositoryField(text)).toEqual({ text: repository, repository })
  })

  it('may be left open', () => {
    expect(readRepositoryField('  ')).toEqual({ text: '' })
  })

  it('that is none keeps its text and gets a sentence', () => {
    expect(readRepositoryField('Org/App')).toEqual({
      text: 'Org/App',
      fault: 'Repository names must be lower-case; did you mean “org/app”?',
    })
  })
})
