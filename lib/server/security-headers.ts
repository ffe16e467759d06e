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

const fixedHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

export interface SecurityHeaders {
  nonce: string
  policy: string
  headers: Record<string, string>
}

/** Headers of one response, and the nonce that its scripts carry. */
export function createSecurityHeaders({ isDev }: { isDev: boolean }): SecurityHeaders {
  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce, isDev)
  return { nonce, policy, headers: { ...fixedHeaders, 'content-security-policy': policy } }
}
