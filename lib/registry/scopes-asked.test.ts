/** Which rights each action asks a token server for: as few as it needs, the wanted one first. */
import { afterEach, describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { getBlob, headBlob, mountBlob } from './blobs'
import { listRepositories } from './catalog'
import type { RegistryClient } from './client'
import { deleteManifest, getManifest, headManifest, putManifest } from './manifests'
import { ping } from './ping'
import { listReferrers } from './referrers'
import { listTags } from './tags'
import { createClient, type Handler, startServer, user } from './test-server'
import { startUpload } from './upload-session'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Takes the token that it hands out for anything, and writes down what that is asked for. */
async function serve(challengesFor: (realm: string) => string[]) {
  const scopes: string[][] = []
  const handler: Handler = (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x')
    if (pathname === '/token') {
      scopes.push(searchParams.getAll('scope'))
      return response.end('{"token":"T"}')
    }
    if (request.headers.authorization === 'Bearer T')
      return response.writeHead(200, { location: '/v2/team/app/blobs/uploads/1' }).end('{}')
    const realm = `http://${request.headers.host}/token`
    return response.writeHead(401, { 'www-authenticate': challengesFor(realm) }).end()
  }
  const server = await startServer(handler)
  closers.push(server.close)
  return { scopes, server, client: createClient(server.registry, { credential: user() }) }
}

const repository = 'team/app'
const digest = computeDigest('{}')
const [pull, push] = ['repository:team/app:pull', 'repository:team/app:pull,push']
const manifest = { repository, name: '1.0', bytes: Buffer.from('{}'), mediaType: mediaTypes.ociIndex }

type Act = (client: RegistryClient) => Promise<unknown>
const actions: [what: string, act: Act, scopes: string[]][] = [
  ['reading a manifest', (client) => getManifest(client, { repository, name: '1.0' }), [pull]],
  ['looking at a manifest', (client) => headManifest(client, { repository, name: '1.0' }), [pull]],
  ['listing tags', (client) => listTags(client, { repository }), [pull]],
  ['listing referrers', (client) => listReferrers(client, { repository, digest }), [pull]],
  ['reading a blob', (client) => getBlob(client, { repository, digest, maxBytes: 100 }), [pull]],
  ['looking at a blob', (client) => headBlob(client, { repository, digest }), [pull]],
  ['writing a manifest', (client) => putManifest(client, manifest), [push]],
  ['beginning an upload', (client) => startUpload({ client, repository }), [push]],
  [
    'mounting a blob',
    (client) => mountBlob(client, { repository, from: 'other/base', digest }),
    [push, 'repository:other/base:pull'],
  ],
  ['listing repositories', (client) => listRepositories(client), ['registry:catalog:*']],
  ['asking whether there is a registry', (client) => ping(client), []],
]

describe('where the challenge names no scope', () => {
  it.each(actions)('%s', async (_what, act, expected) => {
    const { scopes, client } = await serve((realm) => [`Bearer realm="${realm}",service="s"`])
    await act(client).catch(() => undefined)
    expect(scopes[0]).toEqual(expected)
  })
})

it('deleting asks for what the challenge names, and for nothing besides', async () => {
  const challenged = 'repository:team/app:delete'
  const { scopes, client } = await serve((realm) => [`Bearer realm="${realm}",service="s",scope="${challenged}"`])
  await deleteManifest(client, { repository, name: digest })
  expect(scopes).toEqual([[challenged]])
})

it.each([
  ['in a line of its own', (realm: string) => ['Basic realm="r"', `Bearer realm="${realm}"`]],
  ['in the same line', (realm: string) => [`Basic realm="r", Bearer realm="${realm}"`]],
])('Bearer is answered before Basic, also %s behind it', async (_where, challenges) => {
  const { server, client } = await serve(challenges)
  await getManifest(client, { repository, name: '1.0' })
  const carried = server.headersSeen.map(({ authorization = 'nothing' }) => authorization.replace(/^Basic .*/, 'Basic'))
  // the password goes to the token server, and not to the registry
  expect(carried).toEqual(['nothing', 'Basic', 'Bearer T'])
})
