import { expect, it } from 'vitest'
import { guessTarget } from './guess-target'

const digest = `sha256:${'a'.repeat(64)}`

it.each<[string[], string | undefined]>([
  [['app:1.0-amd64', 'app:1.0-arm64'], 'app:1.0'],
  [['docker.io/library/app:1.0-amd64', 'app:1.0-arm64'], 'docker.io/library/app:1.0'],
  [['localhost:5000/a/b:amd64', 'localhost:5000/a/b:arm64v8'], 'localhost:5000/a/b:latest'],
  [['app:1.0-linux-x86_64', 'app:aarch64-1.0', 'app:1.0_armhf'], 'app:1.0'],
  [[`app:1.0-amd64@${digest}`, 'app:1.0-arm64'], 'app:1.0'],
  [['app:1.0-amd64'], 'app:1.0'],
  [['app:1.0-amd64', 'app:1.1-arm64'], undefined],
  [['app:1.0-amd64', 'other:1.0-arm64'], undefined],
  [['app:1.0', 'app:1.0-arm64'], undefined],
  [['app:1.0', 'app:1.1'], undefined],
  [[`app@${digest}`], undefined],
  [['app:1.0-amd64', 'not a reference'], undefined],
  [[], undefined],
])('%j → %s', (references, target) => {
  expect(guessTarget(references)).toBe(target)
})
