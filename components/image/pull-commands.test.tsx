import { expect, it } from 'vitest'
import { pullCommands } from './pull-commands'

const docker = (platform: string) => pullCommands({ reference: 'app:1', platform })[0]?.text

it.each([
  ['linux/arm64', 'docker pull --platform linux/arm64 app:1'],
  ['linux/arm/v7', 'docker pull --platform linux/arm/v7 app:1'],
  ['windows/amd64 (10.0.20348.4052)', 'docker pull --platform windows/amd64 app:1'],
  ['unknown/unknown', 'docker pull app:1'],
  ['no platform', 'docker pull app:1'],
])('%s', (platform, command) => {
  expect(docker(platform)).toBe(command)
})
