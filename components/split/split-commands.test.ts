import { expect, it } from 'vitest'
import { splitCommands } from './split-commands'

const digest = `sha256:${'a'.repeat(64)}`
const tagOf = (tag: string, change: 'added' | 'same') =>
  ({ tag, change, digest, platform: 'linux/amd64', mediaType: 'm', size: 1, current: null }) as const

it('give each image its tag, and leave alone those that have it', () => {
  const commands = splitCommands({
    reference: 'ghcr.io/org/app:1.0',
    tags: [tagOf('1.0-amd64', 'added'), tagOf('1.0-arm64', 'same'), tagOf('1.0-s390x', 'added')],
  })
  expect(commands.map(({ tool, text }) => [tool, ...text.split('\n')])).toEqual([
    [
      'docker',
      `docker buildx imagetools create --prefer-index=false -t ghcr.io/org/app:1.0-amd64 ghcr.io/org/app@${digest}`,
      `docker buildx imagetools create --prefer-index=false -t ghcr.io/org/app:1.0-s390x ghcr.io/org/app@${digest}`,
    ],
    ['crane', `crane tag ghcr.io/org/app@${digest} 1.0-amd64`, `crane tag ghcr.io/org/app@${digest} 1.0-s390x`],
    [
      'regctl',
      `regctl image copy ghcr.io/org/app@${digest} ghcr.io/org/app:1.0-amd64`,
      `regctl image copy ghcr.io/org/app@${digest} ghcr.io/org/app:1.0-s390x`,
    ],
    [
      'skopeo',
      `skopeo copy --preserve-digests docker://ghcr.io/org/app@${digest} docker://ghcr.io/org/app:1.0-amd64`,
      `skopeo copy --preserve-digests docker://ghcr.io/org/app@${digest} docker://ghcr.io/org/app:1.0-s390x`,
    ],
  ])
})

it('are none where every tag names its image', () => {
  expect(splitCommands({ reference: 'ghcr.io/org/app:1.0', tags: [tagOf('1.0-amd64', 'same')] })).toEqual([])
})
