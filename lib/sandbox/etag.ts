import type { IncomingHttpHeaders } from 'node:http'
import type { Digest } from '@/lib/oci/digest'
import { SandboxError } from './errors'

export function formatEtag(digest: Digest): string {
  return `"${digest}"`
}

function listsEtag(header: string, digest: Digest | undefined): boolean {
  if (digest === undefined) return false
  const etags = header.split(',').map((part) => part.trim().replace(/^W\//, ''))
  return etags.includes('*') || etags.includes(formatEtag(digest))
}

/** Whether a GET can be answered with 304. Source: RFC 9110, "If-None-Match". */
export function isUnchanged(headers: IncomingHttpHeaders, digest: Digest): boolean {
  const header = headers['if-none-match']
  return header !== undefined && listsEtag(header, digest)
}

/**
 * Holds a PUT against what the tag points to now; undefined where there is no such tag.
 * @throws {SandboxError} PRECONDITION. Source: RFC 9110, "If-Match" and "If-None-Match".
 */
export function checkPreconditions(headers: IncomingHttpHeaders, current: Digest | undefined): void {
  const match = headers['if-match']
  const noneMatch = headers['if-none-match']
  const holds =
    (match === undefined || listsEtag(match, current)) && (noneMatch === undefined || !listsEtag(noneMatch, current))
  if (!holds)
    throw new SandboxError('PRECONDITION', {
      message: 'the tag does not point to what the request expects',
      detail: { current: current ?? null },
    })
}
