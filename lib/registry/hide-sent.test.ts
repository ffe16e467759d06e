import { describe, expect, it } from 'vitest'
import { getManifest } from './manifests'
import { createClient, startServer, user } from './test-server'

const password = 'hunter2/+=x y'

describe('a registry that repeats what it was sent', () => {
  it.each([
    ['the header', (header: string) => header],
    ['the password', () => password],
    ['the password in an address', () => encodeURIComponent(password)],
    ['the password in base64', () => Buffer.from(password).toString('base64')],
    ['escaped JSON', (header: string) => header.replaceAll('/', '\\/')],
  ])('as %s shows nobody anything', async (_name, repeat) => {
    const server = await startServer((request, response) => {
      const { authorization } = request.headers
      if (authorization === undefined) response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end()
      else
        response.writeHead(403).end(`{"errors":[{"code":"DENIED","message":"not with ${repeat(authorization)} here"}]}`)
    })
    const client = createClient(server.registry, { credential: user(password) })
    const error = await getManifest(client, { repository: 'a/b', name: '1' }).catch((thrown: unknown) => thrown)
    await server.close()
    expect(error).toMatchObject({
      kind: 'denied',
      registryMessage: expect.stringMatching(/^not with (Basic )?\[secret\] here$/),
    })
  })

  it('to its token server, shows that as little', async () => {
    const server = await startServer((request, response) => {
      const { authorization = '' } = request.headers
      if (request.url?.startsWith('/token')) return response.end('{"token":"a-token"}')
      const challenge = `Bearer realm="http://${request.headers.host}/token"`
      if (authorization === '') return response.writeHead(401, { 'www-authenticate': challenge }).end()
      response.setHeader('warning', `299 - "${password} expires soon"`)
      response.writeHead(403).end(`{"errors":[{"code":"DENIED","message":"not with ${password} here"}]}`)
    })
    const notes: unknown[] = []
    const client = createClient(server.registry, { credential: user(password), onNotes: (note) => notes.push(note) })
    const error = await getManifest(client, { repository: 'a/b', name: '1' }).catch((thrown: unknown) => thrown)
    await server.close()
    expect(error).toMatchObject({ kind: 'denied', registryMessage: 'not with [secret] here' })
    expect(notes.at(-1)).toMatchObject({ warnings: ['[secret] expires soon'] })
  })
})
