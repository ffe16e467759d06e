import { parseReference, type Reference } from './reference'

const valueFlags = new Set(['--platform', '--tls-verify', '--creds', '--authfile', '--arch', '--os', '--variant'])
const tools = new Set(
  'sudo docker podman nerdctl crictl ctr image images buildx imagetools crane skopeo regctl'.split(' '),
)
const verbs = new Set(['pull', 'run', 'inspect', 'manifest', 'from'])

/** The first word after a verb that is no flag. A text without a verb is no command: its first word would be a guess. */
function fromCommand(text: string): string | undefined {
  const words = text.replace(/^\$\s+/, '').split(/\s+/)
  let hasVerb = false
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    const isLast = index === words.length - 1
    const name = word.toLowerCase()
    if (valueFlags.has(word)) index += 1
    else if (word.startsWith('-')) continue
    else if (verbs.has(name) && !(isLast && hasVerb)) hasVerb = true
    else if (!tools.has(name) || isLast) return hasVerb ? word : undefined
  }
  return undefined
}

function fromDockerHubPage({ pathname }: URL): string | undefined {
  const official = /^\/_\/([^/]+)/.exec(pathname)?.[1]
  const owned = /^\/r\/([^/]+\/[^/]+)/.exec(pathname)?.[1]
  const layer = /^\/layers\/([^/]+)\/([^/]+)\/([^/]+)/.exec(pathname)
  if (layer) return `${layer[1]}/${layer[2]}:${layer[3]}`
  return official ?? owned
}

function fromGithubPage({ pathname }: URL): string | undefined {
  const match = /^\/(?:orgs\/|users\/)?([^/]+)(?:\/[^/]+)?\/(?:pkgs|packages)\/container\/(?:package\/)?([^/]+)/.exec(
    pathname,
  )
  return match ? `ghcr.io/${match[1]?.toLowerCase()}/${match[2]?.replaceAll(/%2f/gi, '/')}` : undefined
}

function fromPage(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.hostname === 'hub.docker.com') return fromDockerHubPage(url)
  if (url.hostname === 'github.com') return fromGithubPage(url)
  if (url.hostname === 'quay.io')
    return /^\/repository\/([^/]+\/[^/]+)/.exec(url.pathname)?.[1]?.replace(/^/, 'quay.io/')
  return undefined
}

/**
 * Reads what people paste: a reference, a `docker pull …` or `FROM …` line, the address of an image's page on Docker Hub, GitHub or Quay.
 * @throws {InvalidReferenceError}
 */
export function parseReferenceInput(input: string): Reference {
  const text = input.trim()
  const page = fromPage(text)
  if (page !== undefined) return parseReference(page)
  return parseReference(/\s/.test(text) ? (fromCommand(text) ?? text) : text)
}
