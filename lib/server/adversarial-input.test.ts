/** Every reader of texts from outside, with texts of a mebibyte that are made to keep it busy: quadratic work would take hours. */
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { groupFamilies } from '@/lib/compose/families'
import { platformInTag } from '@/lib/compose/tag-platform'
import { sortTags } from '@/lib/oci/compare-tags'
import { decodeJson } from '@/lib/oci/decode-json'
import { classifyDigest } from '@/lib/oci/digest'
import { parseImageConfig } from '@/lib/oci/image-config'
import { findJsonLoss } from '@/lib/oci/lossless-json'
import { parseManifest } from '@/lib/oci/manifest'
import { mediaTypes, normalizeContentType } from '@/lib/oci/media-type'
import { parsePlatform } from '@/lib/oci/platform'
import { isRegistry, isRepositoryName, parseReference } from '@/lib/oci/reference'
import { parseReferenceInput } from '@/lib/oci/reference-input'
import { getBlob } from '@/lib/registry/blobs'
import { parseChallenges } from '@/lib/registry/challenge'
import { cleanText } from '@/lib/registry/clean-text'
import { parseDockerConfig } from '@/lib/registry/docker-config'
import { parseErrorBody } from '@/lib/registry/error-body'
import { hideSent } from '@/lib/registry/hide-sent'
import { readNextPage } from '@/lib/registry/link-header'
import { getManifest } from '@/lib/registry/manifests'
import { parseRateLimit } from '@/lib/registry/rate-limit'
import { parseRetryAfter } from '@/lib/registry/retry'
import { answerScopes } from '@/lib/registry/scope'
import { Secret } from '@/lib/registry/secret'
import { createClient, startServer } from '@/lib/registry/test-server'
import { parseTokenReply } from '@/lib/registry/token-request'
import { readUploadLocation } from '@/lib/registry/upload-location'
import { parseWarnings } from '@/lib/registry/warning-header'
import { parseDockerfile } from '@/lib/resolve/dockerfile'
import { detectKind } from '@/lib/resolve/dockerfile-input'
import { redactText } from './redact'

const mebibyte = 1_048_576
const fill = (part: string, before = '', after = '') =>
  before + part.repeat(Math.ceil(mebibyte / part.length)).slice(0, mebibyte) + after

const texts: [name: string, text: string][] = [
  ['one letter', fill('a')],
  ['spaces', fill(' ', 'a', 'b')],
  ['line ends', fill('\n', 'FROM a', 'x')],
  ['continued lines', fill('\\\n', 'RUN a')],
  ['quotes', fill('"', 'Bearer realm=')],
  ['backslashes', fill('\\', '"', '"')],
  ['commas', fill(',')],
  ['separators', fill('a-_.', '', '!')],
  ['slashes and colons', fill('a/:', '', '@sha256:')],
  ['brackets', fill('[')],
  ['angles', fill('<', '', '>')],
  ['titles', fill('<title ')],
  ['parameters', fill('a="b",', 'Bearer ')],
  ['variables', fill('${a', 'FROM ')],
  ['digits', fill('9', '{"a":', '}')],
  ['addresses', fill('https://a@b?c=d&', '')],
  ['names of secrets', fill('password=')],
  ['escapes', fill('\\u0000', '{"', '":1}')],
  ['invisible characters', fill('\u202e\u200b')],
  ['lone surrogates', fill('\ud800')],
  ['__proto__', `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"a":"${fill('x')}"}`],
]

const bytesOf = (text: string) => new TextEncoder().encode(text)
const readers: [name: string, read: (text: string) => unknown][] = [
  ['parseReference', parseReference],
  ['parseReferenceInput', parseReferenceInput],
  ['isRegistry', isRegistry],
  ['isRepositoryName', isRepositoryName],
  ['classifyDigest', classifyDigest],
  ['parsePlatform', parsePlatform],
  ['normalizeContentType', normalizeContentType],
  ['decodeJson', (text) => decodeJson(bytesOf(text))],
  ['findJsonLoss', findJsonLoss],
  ['parseManifest', (text) => parseManifest(bytesOf(text), mediaTypes.ociIndex)],
  ['parseImageConfig', (text) => parseImageConfig(bytesOf(text))],
  ['sortTags', (text) => sortTags([text, `${text}1`, text.slice(1)])],
  ['groupFamilies', (text) => groupFamilies([text, `${text}-amd64`])],
  ['platformInTag', platformInTag],
  ['parseChallenges', (text) => parseChallenges([text])],
  ['readNextPage', (text) => readNextPage([text, `<${text}>; rel="next"`], '/tags/list')],
  ['parseWarnings', (text) => parseWarnings([text, `299 - "${text}"`])],
  ['parseRateLimit', (text) => parseRateLimit(() => text)],
  ['parseRetryAfter', parseRetryAfter],
  ['parseErrorBody', (text) => [parseErrorBody(bytesOf(text), 'text/html'), parseErrorBody(bytesOf(text), undefined)]],
  ['parseTokenReply', (text) => parseTokenReply(bytesOf(text))],
  ['answerScopes', (text) => answerScopes(['repository:a:pull'], text)],
  ['readUploadLocation', (text) => readUploadLocation({ registry: 'r.example', host: 'r.example' }, text)],
  ['parseDockerConfig', parseDockerConfig],
  ['hideSent', (text) => hideSent(text, new Secret('Basic YTpwYXNzd29yZA=='))],
  ['cleanText', cleanText],
  ['redactText', redactText],
  ['parseDockerfile', parseDockerfile],
  ['detectKind', detectKind],
]

afterAll(() => {
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted')
})

describe.each(readers)('%s', (_name, read) => {
  test.each(texts)('reads or refuses %s', { timeout: 5_000 }, async (_text, text) => {
    try {
      await read(text)
    } catch (error) {
      // a sentence of ours, not a stack that ran out
      expect(error).not.toBeInstanceOf(RangeError)
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

describe('what is small on the wire and large in memory', () => {
  const bomb = gzipSync(Buffer.alloc(256 * mebibyte))

  test.each(['gzip', 'x-gzip', 'br', 'deflate', 'gzip, gzip'])('as %s is given up', async (coding) => {
    const server = await startServer((_request, response) =>
      response.writeHead(200, { 'content-encoding': coding, 'content-type': mediaTypes.ociManifest }).end(bomb),
    )
    const client = createClient(server.registry)
    const digest = `sha256:${'0'.repeat(64)}` as const
    const before = process.memoryUsage().rss
    for (const asked of [
      () => getManifest(client, { repository: 'a/b', name: '1' }),
      () => getBlob(client, { repository: 'a/b', digest, maxBytes: mebibyte }),
    ])
      await expect(asked()).rejects.toMatchObject({ kind: expect.stringMatching(/^(?:too-large|invalid-answer)$/) })
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * mebibyte)
    await server.close()
  })
})
