import { expect, it } from 'vitest'
import { createdTime, parseImageConfig } from './image-config'
import { InvalidManifestError } from './invalid-manifest-error'

const parse = (text: string) => parseImageConfig(new TextEncoder().encode(text))

it.each<[string | null | undefined, string | undefined]>([
  ['2026-05-01T00:00:00Z', '2026-05-01T00:00:00Z'],
  ['2026-05-01T02:00:00+02:00', '2026-05-01T00:00:00Z'],
  ['2026-05-01T00:00:00.123456789Z', '2026-05-01T00:00:00.123Z'],
  ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00Z'],
  ['0001-01-01T00:00:00Z', undefined],
  ['yesterday', undefined],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
])('created %j is %s', (created, expected) => {
  expect(createdTime({ created })).toBe(expected)
})

it('reads what an image says of its platform, and keeps the rest', async () => {
  const config = await parse(
    '{"os":"windows","architecture":"amd64","os.version":"10.0.1","os.features":null,"config":{"Env":[]}}',
  )
  expect(config).toMatchObject({ os: 'windows', architecture: 'amd64', 'os.version': '10.0.1', config: { Env: [] } })
})

it('takes a config that says nothing', async () => {
  expect(await parse('{}')).toEqual({})
})

it.each(['', '[]', '"x"', '{"os":7}', '{"os.features":"win32k"}'])('%j is no config', async (text) => {
  await expect(parse(text)).rejects.toThrow(InvalidManifestError)
})
