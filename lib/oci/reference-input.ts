import { parseReference, type Reference } from './reference'

const valueFlags = new Set(['--platform', '--tls-verify', '--creds', '--authfile', '--arch', '--os', '--variant'])
const commands =
  /^(?:(?:sudo|docker|podman|nerdctl|crictl|ctr|image|images|buildx|imagetools|manifest|pull|run|inspect|crane|skopeo|regctl)\s+)+/i

function fromCommand(text: string): string | undefined {
  const stripped = text.replace(/^\$\s+/, '').replace(commands, '')
  const words = stripped.split(/\s+/)
  const from = /^from$/i.test(words[0] ?? '') ? words.slice(1) : words
  for (let index = 0; index < from.length; index += 1) {
    const word = from[index] ?? ''
    if (valueFlags.has(word)) index += 1
    else if (!word.startsWith('-')) return word
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
  return match ? `ghcr.io/${match[1]?.toLowerCase()}/${decodeURIComponent(match[2] ?? '')}` : undefined
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
