/** What could be done to this server or by it, what stands against it, and the tests that fail without that. */
export interface Threat {
  threat: string
  controls: string[]
  /** File and title of each; what a template fills in is … */
  tests: [file: string, title: string][]
}

const ssrf = 'lib/registry/ssrf.test.ts'
const twoVisitors = 'lib/server/two-visitors.test.ts'
const session = 'lib/server/session.test.ts'
const here = 'lib/server/threats.test.ts'

export const threats: Threat[] = [
  {
    threat: 'T1 a registry’s address that is ours or our network’s',
    controls: ['lib/registry/address-guard.ts', 'lib/registry/egress.ts'],
    tests: [
      [ssrf, '%s leads nowhere'],
      ['lib/registry/address-guard.test.ts', '%s is %s'],
    ],
  },
  {
    threat: 'T2 names that are resolved to something else the next time',
    controls: ['lib/registry/egress.ts'],
    tests: [
      [ssrf, '%s, resolved to %j, leads nowhere'],
      [
        'lib/registry/egress.test.ts',
        'judges every answer anew: a name that leads elsewhere the second time is refused then',
      ],
    ],
  },
  {
    threat: 'T3 realms, redirects, links and locations that lead inside',
    controls: [
      'lib/registry/judged-url.ts',
      'lib/registry/realm.ts',
      'lib/registry/redirect.ts',
      'lib/registry/link-header.ts',
      'lib/registry/upload-location.ts',
    ],
    tests: [
      [ssrf, 'as realm of its tokens is not asked'],
      [ssrf, 'by a redirect is not followed'],
      [ssrf, 'by a redirect of a write is not followed, wherever it leads'],
      [ssrf, 'by a Link is asked of the registry itself'],
      [ssrf, 'by the Location of an upload is refused'],
      [ssrf, 'is never fetched: urls of layers, links in annotations'],
    ],
  },
  {
    threat: 'T4 ports that speak something else',
    controls: ['lib/registry/host-policy.ts'],
    tests: [[ssrf, 'port %i is refused before the name is looked up']],
  },
  {
    threat: 'T5 answers that tell open ports from closed ones',
    controls: ['lib/registry/failure.ts', 'lib/server/registry-quota.ts'],
    tests: [
      [ssrf, 'is the same for closed, forbidden, unknown and silent hosts'],
      ['lib/server/registry-quota.test.ts', 'is sent away after twenty, by whatever way, and nobody else with them'],
    ],
  },
  {
    threat: 'T6 more work than there is room for',
    controls: ['lib/server/work-queue.ts', 'lib/server/visitor-address.ts'],
    tests: [
      ['e2e/limits.spec.ts', 'of visitors …, who asks for too much is told to wait, and nobody else waits for them'],
      ['lib/server/visitor-address.test.ts', 'forged %s, the header makes nobody somebody else'],
    ],
  },
  {
    threat: 'T7 names that climb out of their repository',
    controls: ['lib/registry/path.ts'],
    tests: [['lib/registry/client.test.ts', 'such as %j reach no registry']],
  },
  {
    threat: 'T8 sign-ins that travel to another host',
    controls: ['lib/registry/redirect.ts'],
    tests: [[ssrf, 'gets no sign-in to see at another host or another port']],
  },
  {
    threat: 'T9 secrets in logs and errors',
    controls: ['lib/server/redact.ts'],
    tests: [
      ['lib/server/log.test.ts', 'does not show what is secret in %s'],
      ['e2e/secrets.spec.ts', 'no secret comes out again'],
    ],
  },
  {
    threat: 'T10 secrets in what a browser gets',
    controls: ['lib/registry/hide-sent.ts', 'lib/registry/secret.ts'],
    tests: [
      ['e2e/secrets.spec.ts', 'no secret comes out again'],
      ['lib/server/log.test.ts', 'shows nothing in %s'],
    ],
  },
  {
    threat: 'T11 sign-ins of others used by whoever asks',
    controls: ['lib/server/visitor-rights.ts', 'lib/server/operator-credentials.ts'],
    tests: [
      ['lib/server/rights.test.ts', '%s reads: %j'],
      ['lib/server/rights.test.ts', '%s pushes %j, deletes %j'],
      ['lib/server/rights.test.ts', '%s writes while reading only is set'],
    ],
  },
  {
    threat: 'T12 writes that another web page sends',
    controls: ['lib/server/handle.ts'],
    tests: [
      ['lib/server/handle.test.ts', 'a write from %s is refused'],
      ['lib/server/handle.test.ts', 'without an origin and without a token nothing is written'],
    ],
  },
  {
    threat: 'T13 something else pushed than was confirmed',
    controls: ['lib/server/push-index.ts'],
    tests: [
      ['lib/server/push-index.test.ts', 'another index than the confirmed one is not written'],
      ['lib/server/push-index.test.ts', 'a target that moved since the plan is not written'],
      ['lib/server/push-twice.test.ts', 'a double click, and a replay later, push once and are noted once'],
    ],
  },
  {
    threat: 'T14 markup and hidden characters in images',
    controls: ['components/reference/untrusted-text.tsx'],
    tests: [
      ['e2e/hostile.spec.ts', 'is shown as text, on every page that shows it'],
      [here, 'nothing is put into a page as markup'],
    ],
  },
  {
    threat: 'T15 our page in the frame of another',
    controls: ['lib/server/security-headers.ts'],
    tests: [
      ['e2e/every-page.spec.ts', 'has strict headers, asks nobody else, and meets WCAG 2.2 AA'],
      ['e2e/every-page.spec.ts', '… carries the headers'],
    ],
  },
  {
    threat: 'T16 headers made of foreign text',
    controls: ['lib/server/get-raw-manifest.ts'],
    tests: [['e2e/hostile.spec.ts', 'is saved as a file, never shown by the browser']],
  },
  {
    threat: 'T17 documents that are deep, huge or named __proto__',
    controls: ['lib/oci/decode-json.ts'],
    tests: [
      ['lib/oci/decode-json.test.ts', 'changes no prototype'],
      ['lib/server/handle.test.ts', 'the body %.20s gives %i'],
    ],
  },
  {
    threat: 'T18 lists without end',
    controls: ['lib/registry/page.ts'],
    tests: [
      ['lib/registry/tags.test.ts', 'longer than what is read at once are given up'],
      ['lib/registry/referrers.test.ts', 'follows pages, and stops where they turn in circles'],
    ],
  },
  {
    threat: 'T19 clients and registries that take their time',
    controls: ['lib/server/web-server.ts', 'lib/server/slow-readers.ts'],
    tests: [
      ['e2e/limits.spec.ts', 'idle connections and a slow upload harm nobody, and are cut off'],
      ['lib/server/slow-readers.test.ts', 'who takes a byte now and then is cut when the time for all of it is over'],
      ['lib/registry/client.test.ts', 'of time hold for a body that drips'],
    ],
  },
  {
    threat: 'T20 what one may read, served to another',
    controls: ['lib/server/manifest-store.ts', 'lib/server/session.ts', 'lib/server/anonymous-context.ts'],
    tests: [
      [twoVisitors, 'a thousand requests, mixed: nobody but ada gets a byte of her private image'],
      [twoVisitors, 'what was taken away is gone within a minute, from memory too'],
      [
        'lib/server/anonymous-context.test.ts',
        'what a sign-in may read is not told to everybody, not even after it has been read',
      ],
    ],
  },
  {
    threat: 'T21 answers that tell hidden from missing',
    controls: ['lib/server/hide-differences.ts'],
    tests: [[twoVisitors, '%s: what is hidden, and in memory, looks like what does not exist']],
  },
  {
    threat: 'T22 a session that somebody else planted or kept',
    controls: ['lib/server/session.ts', 'lib/server/seal.ts', 'lib/server/session-cookie.ts'],
    tests: [
      [session, 'gets a new id with each sign-in, and the old one is worth nothing'],
      [session, 'is not opened once a byte of it has changed'],
      [session, 'is opened with an older secret, and not with an unknown one'],
      [session, 'ends half an hour after its last use, and twelve hours after its start'],
      [session, 'belongs to one host and one site, and no script sees it'],
      ['lib/server/sign-in.test.ts', 'a right password is kept for this visitor alone, until signing out'],
    ],
  },
  {
    threat: 'T23 links to us that lead elsewhere',
    controls: ['lib/contract/links.ts'],
    tests: [[here, 'a page sends people only to addresses of ours: %j']],
  },
  {
    threat: 'T24 ways around the checks',
    controls: ['lib/server/handle.ts', 'lib/server/inbound-headers.ts'],
    tests: [
      [here, 'every route goes through handle, and nothing else answers'],
      ['lib/server/visitor-name.test.ts', 'what would steer the server is taken away'],
    ],
  },
  {
    threat: 'T25 a Host that is not ours',
    controls: ['lib/server/host-check.ts'],
    tests: [
      ['lib/server/handle.test.ts', '%s is refused'],
      ['e2e/shared.spec.ts', 'only listed registries and our own name are answered'],
    ],
  },
  {
    threat: 'T26 a document that is two things at once',
    controls: ['lib/oci/manifest.ts'],
    tests: [['lib/oci/manifest.test.ts', '%s, which can be read in two ways, is refused']],
  },
  {
    threat: 'T27 a digest that is not of these bytes',
    controls: ['lib/oci/digest.ts', 'lib/registry/manifest-answer.ts'],
    tests: [
      ['lib/oci/digest.test.ts', 'verifies by the algorithm that the digest names'],
      ['lib/registry/connection-faults.test.ts', 'F03 by digest is told by the digest, after another try'],
    ],
  },
  {
    threat: 'T28 a deletion that takes more with it',
    controls: ['lib/server/plan-delete.ts'],
    tests: [
      ['lib/server/delete-tag.test.ts', 'the plan tells which tags share the digest, and that nothing is lost with it'],
      ['lib/server/delete-tag.test.ts', 'the plan tells which index holds the image'],
    ],
  },
  {
    threat: 'T29 packages that nobody has looked at',
    controls: ['e2e/support/licences.ts'],
    tests: [['e2e/support/licences.test.ts', '%s may not be %s']],
  },
  {
    threat: 'T30 a proxy that the environment names',
    controls: ['lib/registry/egress.ts'],
    tests: [[ssrf, 'cannot put a proxy in between']],
  },
  {
    threat: 'T31 others who learn what is looked at',
    controls: ['lib/server/security-headers.ts'],
    tests: [['e2e/every-page.spec.ts', 'has strict headers, asks nobody else, and meets WCAG 2.2 AA']],
  },
  {
    threat: 'T32 secrets in addresses',
    controls: ['lib/registry/redirect.ts'],
    tests: [['e2e/secrets.spec.ts', 'no secret comes out again']],
  },
  {
    threat: 'T33 texts that keep a reader busy',
    controls: ['lib/oci/reference.ts'],
    tests: [['lib/server/adversarial-input.test.ts', 'reads or refuses %s']],
  },
  {
    threat: 'T34 lines in the log that somebody forged',
    controls: ['lib/server/log.ts'],
    tests: [['lib/server/log.test.ts', 'has one line for each event, whatever is in it']],
  },
  {
    threat: 'T35 what is small on the wire and large in memory',
    controls: ['lib/registry/read-body.ts'],
    tests: [
      ['lib/server/adversarial-input.test.ts', 'as %s is given up'],
      ['lib/registry/client.test.ts', 'of a bomb hold'],
    ],
  },
  {
    threat: 'T36 memories that strangers fill',
    controls: ['lib/server/registry-access.ts', 'lib/registry/token.ts', 'lib/server/metric-set.ts'],
    tests: [
      ['lib/server/bounded-memory.test.ts', 'leave so many clients'],
      ['lib/server/bounded-memory.test.ts', 'tokens, refusals, challenges and identities without end are so many each'],
      ['lib/server/bounded-memory.test.ts', 'visitors without end leave no turns'],
      ['lib/server/metric-set.test.ts', 'no flood of labels makes it grow without end'],
    ],
  },
]
