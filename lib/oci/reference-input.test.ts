import { expect, it } from 'vitest'
import { InvalidReferenceError } from './invalid-reference-error'
import { formatReference } from './reference'
import { parseReferenceInput } from './reference-input'

const digest = `sha256:${'a'.repeat(64)}`

it.each([
  ['openjdk:8', 'docker.io/library/openjdk:8'],
  ['docker pull openjdk:8', 'docker.io/library/openjdk:8'],
  ['$ docker pull openjdk:8', 'docker.io/library/openjdk:8'],
  ['sudo docker pull ghcr.io/org/app', 'ghcr.io/org/app:latest'],
  ['docker pull --platform linux/arm64 openjdk:8', 'docker.io/library/openjdk:8'],
  ['docker pull --platform=linux/arm64 openjdk:8', 'docker.io/library/openjdk:8'],
  ['docker pull -q openjdk:8', 'docker.io/library/openjdk:8'],
  ['docker run --rm alpine sh', 'docker.io/library/alpine:latest'],
  ['podman pull quay.io/org/app:1', 'quay.io/org/app:1'],
  ['nerdctl image pull alpine', 'docker.io/library/alpine:latest'],
  ['docker buildx imagetools inspect alpine:3', 'docker.io/library/alpine:3'],
  ['docker manifest inspect alpine:3', 'docker.io/library/alpine:3'],
  ['skopeo inspect docker://alpine', 'docker.io/library/alpine:latest'],
  [`crane manifest ghcr.io/a/b@${digest}`, `ghcr.io/a/b@${digest}`],
  ['docker pull docker', 'docker.io/library/docker:latest'],
  ['FROM openjdk:8', 'docker.io/library/openjdk:8'],
  ['FROM --platform=$BUILDPLATFORM golang:1.22 AS build', 'docker.io/library/golang:1.22'],
  ['from alpine as x', 'docker.io/library/alpine:latest'],
  ['https://hub.docker.com/_/openjdk', 'docker.io/library/openjdk:latest'],
  ['https://hub.docker.com/_/openjdk/tags?page=1', 'docker.io/library/openjdk:latest'],
  ['https://hub.docker.com/r/bitnami/redis/tags', 'docker.io/bitnami/redis:latest'],
  ['https://hub.docker.com/layers/library/openjdk/8/images/sha256-1', 'docker.io/library/openjdk:8'],
  ['https://github.com/Org/app/pkgs/container/app', 'ghcr.io/org/app:latest'],
  ['https://github.com/orgs/Org/packages/container/package/team%2Fapp', 'ghcr.io/org/team/app:latest'],
  ['https://quay.io/repository/prometheus/node-exporter?tab=tags', 'quay.io/prometheus/node-exporter:latest'],
  ['https://ghcr.io/org/app:1', 'ghcr.io/org/app:1'],
])('%s', (input, canonical) => {
  expect(formatReference(parseReferenceInput(input))).toBe(canonical)
})

it.each([
  '',
  'docker pull',
  'hello big world of containers!',
  'alpine and more',
  'https://example.org/a?b=c',
  'https://github.com/a%zz/b/pkgs/container/%',
])('%j is refused in words', (input) => {
  expect(() => parseReferenceInput(input)).toThrow(InvalidReferenceError)
})
