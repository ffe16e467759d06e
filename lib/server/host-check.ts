import type { Config } from './config'

const loopback = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?::\d{1,5})?$/

type Place = Pick<Config, 'mode' | 'origin'> & { allowedHosts: readonly string[] }

/**
 * Whether a request's Host is a name we answer to: the configured origin's alone in shared mode. A page on another site
 * whose name is made to resolve to 127.0.0.1 (DNS rebinding) still sends its own name.
 */
export function isOurHost(host: string | undefined | null, { mode, origin, allowedHosts }: Place): boolean {
  if (!host) return false
  const lower = host.toLowerCase()
  if (mode === 'shared') return origin !== undefined && new URL(origin).host === withoutDefaultPort(lower, origin)
  return loopback.test(lower) || allowedHosts.includes(lower)
}

function withoutDefaultPort(host: string, origin: string): string {
  return host.replace(origin.startsWith('https:') ? /:443$/ : /:80$/, '')
}

/** Whether an Origin header is that of a page of ours: the configured one in shared mode, else one which this Host served. */
export function isOurOrigin(header: string, host: string | undefined | null, { mode, origin }: Place): boolean {
  if (mode === 'shared') return header === origin
  if (!host || !URL.canParse(header)) return false
  return new URL(header).host === host.toLowerCase()
}
