/** What could be done to this server or by it, what stands against it, and the test that fails without that. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { composeHref, deleteHref, imageHref, registryHref, repositoryHref, splitHref } from '@/lib/contract/links'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

interface Threat {
  threat: string
  control: string
  test: string
  title: string
}

const ssrf = 'lib/registry/ssrf.test.ts'
const threats: Threat[] = [
  {
    threat: 'T1 a registry’s address that is ours or our network’s',
    control: 'lib/registry/address-guard.ts',
    test: ssrf,
    title: '%s leads nowhere',
  },
  {
    threat: 'T2 names that are resolved to something else the next time',
    control: 'lib/registry/egress.ts',
    test: ssrf,
    title: '%s, resolved to %j, leads nowhere',
  },
  {
    threat: 'T3 realms, redirects, links and locations that lead inside',
    control: 'lib/registry/realm.ts',
    test: ssrf,
    title: 'as realm of its tokens is not asked',
  },
  {
    threat: 'T4 ports that speak something else',
    control: 'lib/registry/host-policy.ts',
    test: ssrf,
    title: 'port %i is refused before the name is looked up',
  },
  {
    threat: 'T5 answers that tell open ports from closed ones',
    control: 'lib/registry/failure.ts',
    test: ssrf,
    title: 'is the same for closed, forbidden, unknown and silent hosts',
  },
  {
    threat: 'T6 more work than there is room for',
    control: 'lib/server/work-queue.ts',
    test: 'e2e/limits.spec.ts',
    title: 'who asks for too much is told to wait',
  },
  {
    threat: 'T7 names that climb out of their repository',
    control: 'lib/registry/path.ts',
    test: 'lib/registry/client.test.ts',
    title: 'such as %j reach no registry',
  },
  {
    threat: 'T8 sign-ins that travel to another host',
    control: 'lib/registry/redirect.ts',
    test: ssrf,
    title: 'gets no sign-in to see at another host or another port',
  },
  {
    threat: 'T9 secrets in logs and errors',
    control: 'lib/server/redact.ts',
    test: 'lib/server/log.test.ts',
    title: 'does not show what is secret in %s',
  },
  {
    threat: 'T10 secrets in what a browser gets',
    control: 'lib/registry/hide-sent.ts',
    test: 'e2e/secrets.spec.ts',
    title: 'no secret comes out again',
  },
  {
    threat: 'T11 sign-ins of others used by whoever asks',
    control: 'lib/server/session.ts',
    test: 'lib/server/sign-in.test.ts',
    title: 'a right password is kept for this visitor alone',
  },
  {
    threat: 'T12 writes that another web page sends',
    control: 'lib/server/handle.ts',
    test: 'lib/server/handle.test.ts',
    title: 'a write from %s is refused',
  },
  {
    threat: 'T13 something else pushed than was confirmed',
    control: 'lib/server/push-index.ts',
    test: 'lib/server/push-index.test.ts',
    title: 'another index than the confirmed one is not written',
  },
  {
    threat: 'T14 markup and hidden characters in images',
    control: 'components/reference/untrusted-text.tsx',
    test: 'e2e/hostile.spec.ts',
    title: 'is shown as text, on every page that shows it',
  },
  {
    threat: 'T15 our page in the frame of another',
    control: 'lib/server/security-headers.ts',
    test: 'e2e/every-page.spec.ts',
    title: 'has strict headers, asks nobody else',
  },
  {
    threat: 'T16 headers made of foreign text',
    control: 'lib/server/get-raw-manifest.ts',
    test: 'e2e/hostile.spec.ts',
    title: 'is saved as a file, never shown by the browser',
  },
  {
    threat: 'T17 documents that are deep, huge or named __proto__',
    control: 'lib/oci/decode-json.ts',
    test: 'lib/oci/decode-json.test.ts',
    title: 'changes no prototype',
  },
  {
    threat: 'T18 lists without end',
    control: 'lib/registry/page.ts',
    test: 'lib/registry/tags.test.ts',
    title: 'come in pages',
  },
  {
    threat: 'T19 clients and registries that take their time',
    control: 'lib/server/web-server.ts',
    test: 'e2e/limits.spec.ts',
    title: 'idle connections and a slow upload harm nobody',
  },
  {
    threat: 'T20 what one may read, served to another',
    control: 'lib/server/anonymous-context.ts',
    test: 'lib/server/anonymous-context.test.ts',
    title: 'what a sign-in may read is not told to everybody',
  },
  {
    threat: 'T21 answers that tell hidden from missing',
    control: 'lib/server/badge-facts.ts',
    test: 'app/badge.svg/route.test.ts',
    title: 'behind a sign-in nothing is told',
  },
  {
    threat: 'T22 a session that somebody else planted or kept',
    control: 'lib/server/session.ts',
    test: 'lib/server/sign-in.test.ts',
    title: 'a second sign-in gets a new id, and the old one is worth nothing',
  },
  {
    threat: 'T23 links to us that lead elsewhere',
    control: 'lib/contract/links.ts',
    test: 'lib/server/threats.test.ts',
    title: 'a page sends people only to addresses of ours',
  },
  {
    threat: 'T24 ways around the checks',
    control: 'lib/server/handle.ts',
    test: 'lib/server/threats.test.ts',
    title: 'every route goes through handle',
  },
  {
    threat: 'T25 a Host that is not ours',
    control: 'lib/server/host-check.ts',
    test: 'lib/server/handle.test.ts',
    title: 'another host name',
  },
  {
    threat: 'T26 a document that is two things at once',
    control: 'lib/oci/manifest.ts',
    test: 'lib/oci/manifest.test.ts',
    title: 'what can be read in two ways is refused',
  },
  {
    threat: 'T27 a digest that is not of these bytes',
    control: 'lib/oci/digest.ts',
    test: 'lib/oci/digest.test.ts',
    title: 'verifies by the algorithm that the digest names',
  },
  {
    threat: 'T28 a deletion that takes more with it',
    control: 'lib/server/plan-delete.ts',
    test: 'lib/server/delete-tag.test.ts',
    title: 'the plan tells which tags share the digest',
  },
  {
    threat: 'T29 packages that nobody has looked at',
    control: 'e2e/support/licences.ts',
    test: 'e2e/support/licences.test.ts',
    title: '%s may not be %s',
  },
  {
    threat: 'T30 a proxy that the environment names',
    control: 'lib/registry/egress.ts',
    test: ssrf,
    title: 'cannot put a proxy in between',
  },
  {
    threat: 'T31 others who learn what is looked at',
    control: 'lib/server/security-headers.ts',
    test: 'e2e/every-page.spec.ts',
    title: 'asks nobody else',
  },
  {
    threat: 'T32 secrets in addresses',
    control: 'lib/registry/redirect.ts',
    test: 'e2e/secrets.spec.ts',
    title: 'no secret comes out again',
  },
  {
    threat: 'T33 texts that keep a reader busy',
    control: 'lib/oci/reference.ts',
    test: 'lib/server/adversarial-input.test.ts',
    title: 'reads or refuses %s',
  },
  {
    threat: 'T34 lines in the log that somebody forged',
    control: 'lib/server/log.ts',
    test: 'lib/server/log.test.ts',
    title: 'has one line for each event, whatever is in it',
  },
  {
    threat: 'T35 what is small on the wire and large in memory',
    control: 'lib/registry/read-body.ts',
    test: 'lib/server/adversarial-input.test.ts',
    title: 'as %s is given up',
  },
  {
    threat: 'T36 memories that strangers fill',
    control: 'lib/server/metric-set.ts',
    test: 'lib/server/metric-set.test.ts',
    title: 'no flood of labels makes it grow without end',
  },
]

function filesIn(folder: string, name: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path))
    .map((path) => join(folder, path))
}

describe('every threat has a control and a test', () => {
  test('none is left out', () => {
    expect(threats.map(({ threat }) => threat.split(' ')[0])).toEqual(threats.map((_, index) => `T${index + 1}`))
    expect(threats).toHaveLength(36)
  })

  test.each(threats)('$threat', ({ control, test: path, title }) => {
    expect(existsSync(join(root, control)), control).toBe(true)
    expect(read(path)).toContain(title)
  })
})

test('every route goes through handle, and nothing else answers', () => {
  const described = join('app', 'api', 'v1', 'openapi.json', 'route.ts')
  const routes = filesIn('app', /route\.tsx?$/).filter((path) => path !== described)
  expect(routes.length).toBeGreaterThan(20)
  for (const path of routes) expect(read(path), path).toMatch(/export const (?:GET|POST) = handle\(/)
  for (const path of filesIn('app', /\.tsx?$/)) expect(read(path), path).not.toContain("'use server'")
  for (const name of ['middleware.ts', 'proxy.ts']) expect(existsSync(join(root, name))).toBe(false)
})

const leadingAway = [
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example',
  '/%09/evil.example',
]
  .concat([
    'javascript:alert(1)',
    '/\t/evil.example',
    '..//evil.example',
    '/../../evil.example',
    '@evil.example',
    '?//x',
  ])
  .concat(['#//evil.example', '%2f%2fevil.example', '\r\nLocation: https://evil.example', 'a/../../../evil.example'])

test.each(leadingAway)('a page sends people only to addresses of ours: %j', (text) => {
  const base = 'http://localhost:4100'
  for (const href of [
    imageHref(text),
    repositoryHref(text),
    registryHref(text),
    deleteHref(text),
    composeHref({ target: text }),
    splitHref({ reference: text }),
  ]) {
    expect(href).toMatch(/^\/[a-z]/)
    expect(new URL(href, base).origin).toBe(base)
  }
})

test('nothing is put into a page as markup', () => {
  for (const folder of ['app', 'components'])
    for (const path of filesIn(folder, /\.tsx$/)) expect(read(path), path).not.toContain('dangerouslySetInnerHTML')
})
