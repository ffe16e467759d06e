import { expect, it } from 'vitest'
import { materialImage } from './material-image'

const digest = `sha256:${'c'.repeat(64)}`

it.each([
  ['pkg:docker/alpine@3.20?platform=linux%2Famd64', digest, `docker.io/library/alpine:3.20@${digest}`],
  ['pkg:docker/alpine@3.20', undefined, 'docker.io/library/alpine:3.20'],
  ['pkg:docker/ghcr.io/org/app@1.0', undefined, 'ghcr.io/org/app:1.0'],
  ['pkg:docker/localhost%3A5050/demo/app@1.0', undefined, 'localhost:5050/demo/app:1.0'],
  ['pkg:docker/app', 'gitCommit:abc', 'docker.io/library/app:latest'],
  ['pkg:docker/UPPER@@', undefined, undefined],
  ['pkg:docker/%zz', undefined, undefined],
  ['pkg:npm/left-pad@1.0.0', undefined, undefined],
  ['javascript:alert(1)', undefined, undefined],
])('%s with %s names %s', (uri, stated, reference) => {
  expect(materialImage(stated === undefined ? { uri } : { uri, digest: stated })?.reference).toBe(reference)
})
