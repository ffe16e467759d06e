import { expect, it } from 'vitest'
import { getManifest } from '../manifests'
import { user } from '../test-server'
import { behindTokens, digest, doubleOf, givesIndex, repository, scopesOf } from './product-double.fixture'

it('Codeberg’s two challenges in one line are two, of which the token’s counts', async () => {
  const both = ',scope="*",Basic realm="https://codeberg.invalid"'
  for (const credential of [undefined, user()]) {
    const { server, client } = await doubleOf('gitea', behindTokens(givesIndex, both), credential ? { credential } : {})
    expect((await getManifest(client, { repository, name: '1.0' })).digest).toBe(digest)
    expect(server.seen.filter((line) => line.includes('/token')).map(scopesOf)).toEqual([['*']])
    expect(server.headersSeen.at(-1)?.authorization).toBe('Bearer T')
  }
})
