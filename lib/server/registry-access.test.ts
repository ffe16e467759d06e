import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from './config'
import { createRegistryAccess } from './registry-access'

const folder = mkdtempSync(join(tmpdir(), 'archipelago-sign-ins-'))
afterAll(() => rmSync(folder, { recursive: true }))

const auths = (entries: Record<string, string>) =>
  JSON.stringify({
    auths: Object.fromEntries(
      Object.entries(entries).map(([place, text]) => [place, { auth: Buffer.from(text).toString('base64') }]),
    ),
  })

test('sign-ins come from Docker’s file, and from podman’s where Docker’s has none', async () => {
  writeFileSync(join(folder, 'config.json'), auths({ 'both.example': 'docker:p' }))
  const podman = auths({ 'both.example': 'podman:p', 'quay.io': 'everywhere:p', 'quay.io/team': 'team:p' })
  writeFileSync(join(folder, 'auth.json'), podman)
  const config = readConfig({ DOCKER_CONFIG: folder, REGISTRY_AUTH_FILE: join(folder, 'auth.json') })
  const { credentials } = createRegistryAccess(config)
  expect(await credentials.find('both.example')).toMatchObject({ username: 'docker' })
  expect(await credentials.find('quay.io', 'other/app')).toMatchObject({ username: 'everywhere' })
  expect(await credentials.find('quay.io', 'team/app')).toMatchObject({ username: 'team' })
  expect(await credentials.find('none.example')).toBeUndefined()
})

test('lists of all visitors together take no more places at a registry than one of them would', async () => {
  const config = readConfig({ ARCHIPELAGO_CONCURRENCY: '4' })
  const visitors = ['ada', 'ben'].map((id) => createRegistryAccess(config, { id, find: async () => undefined }))
  let begun = 0
  const ends: (() => void)[] = []
  const work = () =>
    new Promise<void>((resolve) => {
      begun += 1
      ends.push(resolve)
    })
  const all = visitors.flatMap(({ lanes }) =>
    Array.from({ length: 4 }, () => lanes.run('shared-lane.example', undefined, work)),
  )
  await new Promise((resolve) => setTimeout(resolve))
  expect(begun).toBe(4)
  for (let count = 0; count < all.length; count += 1) {
    ends.shift()?.()
    await new Promise((resolve) => setTimeout(resolve))
  }
  await Promise.all(all)
})

test('who leaves before the turn has come does not wait for it', async () => {
  const { lanes } = createRegistryAccess(readConfig({ ARCHIPELAGO_CONCURRENCY: '4' }))
  const leaving = new AbortController()
  const ends: (() => void)[] = []
  const busy = Array.from({ length: 4 }, () =>
    lanes.run('busy.example', undefined, () => new Promise<void>((resolve) => ends.push(resolve))),
  )
  let hasBegun = false
  const queued = lanes.run('busy.example', leaving.signal, async () => {
    hasBegun = true
  })
  leaving.abort(new Error('left'))
  await expect(queued).rejects.toThrow('left')
  for (const end of ends) end()
  await Promise.all(busy)
  expect(hasBegun).toBe(false)
})
