import type { Config } from './config'
import type { Session } from './session'

const maxAgeSeconds = 12 * 60 * 60

type Place = Pick<Config, 'origin'>

const isSecure = ({ origin }: Place) => origin?.startsWith('https:') === true

/** With TLS the name itself keeps other hosts of the domain from setting it. Source: RFC 6265bis, "Cookie Name Prefixes". */
export function sessionCookieName(place: Place): string {
  return isSecure(place) ? '__Host-archipelago_session' : 'archipelago_session'
}

/** The header that hands the browser its session, or takes it away. */
export function sessionCookieHeader(session: Pick<Session, 'id'> | undefined, place: Place): string {
  const shared = `Path=/; HttpOnly; SameSite=Strict${isSecure(place) ? '; Secure' : ''}`
  const name = sessionCookieName(place)
  return session ? `${name}=${session.id}; Max-Age=${maxAgeSeconds}; ${shared}` : `${name}=; Max-Age=0; ${shared}`
}

/** The identifier in a Cookie header. */
export function sessionIdIn(cookieHeader: string | null, place: Place): string | undefined {
  const wanted = sessionCookieName(place)
  for (const pair of cookieHeader?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=')
    if (name === wanted && value) return value
  }
  return undefined
}
