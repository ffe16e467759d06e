import { randomBytes } from 'node:crypto'

/** Source: W3C Content Security Policy Level 3. React writes style="" attributes into its HTML, hence style-src-attr. */
function contentSecurityPolicy(nonce: string, isDev: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}

/** Nothing of what a browser can do for a page is used here. Source: W3C Permissions Policy. */
const permissionsPolicy = (
  'accelerometer camera display-capture geolocation gyroscope hid magnetometer microphone midi payment ' +
  'publickey-credentials-get screen-wake-lock serial usb xr-spatial-tracking'
)
  .split(' ')
  .map((feature) => `${feature}=()`)
  .join(', ')

const fixedHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': permissionsPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const twoYearsInSeconds = 63_072_000

export interface SecurityHeaders {
  nonce: string
  policy: string
  headers: Record<string, string>
}

/** Headers of one response, and the nonce that its scripts carry. `isHttps`: people reach us over https, and shall only so. */
export function createSecurityHeaders({ isDev, isHttps }: { isDev: boolean; isHttps: boolean }): SecurityHeaders {
  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce, isDev)
  const transport: Record<string, string> = isHttps
    ? { 'strict-transport-security': `max-age=${twoYearsInSeconds}` }
    : {}
  return { nonce, policy, headers: { ...fixedHeaders, ...transport, 'content-security-policy': policy } }
}
