const loopback = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?::\d{1,5})?$/

/**
 * Whether a request's Host is a name we answer to. A page on another site whose name is made to resolve to 127.0.0.1
 * (DNS rebinding) still sends its own name.
 */
export function isOurHost(host: string | undefined | null, allowedHosts: readonly string[]): boolean {
  if (!host) return false
  const lower = host.toLowerCase()
  return loopback.test(lower) || allowedHosts.includes(lower)
}

/** Whether an Origin header is that of a page which this Host served. */
export function isSameOrigin(origin: string, host: string | undefined | null): boolean {
  if (!host || !URL.canParse(origin)) return false
  return new URL(origin).host === host.toLowerCase()
}
