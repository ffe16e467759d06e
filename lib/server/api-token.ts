import { createHash, timingSafeEqual } from 'node:crypto'
import { processConfig } from './config'

const sha256 = (text: string) => createHash('sha256').update(text).digest()

/** Whether an Authorization header carries the token for scripts. */
export function isApiToken(authorization: string | null | undefined): boolean {
  const { apiToken } = processConfig()
  const given = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]
  return apiToken !== undefined && given !== undefined && timingSafeEqual(sha256(given), sha256(apiToken))
}
