import { parseByteRange } from './byte-range'
import { SandboxError } from './errors'
import { formatEtag, isUnchanged } from './etag'
import type { Endpoint, Exchange } from './exchange'
import { checkDigest } from './reference-part'

function unknownBlob({ repository, reference }: Exchange): SandboxError {
  return new SandboxError('BLOB_UNKNOWN', {
    message: 'blob unknown to registry',
    detail: { name: repository, digest: reference },
  })
}

/** Source: distribution-spec v1.1, "Pulling blobs"; RFC 9110, "Range Requests". */
export const getBlob: Endpoint = (exchange) => {
  const digest = checkDigest(exchange.reference)
  const bytes = exchange.store.getBlob(exchange.repository, digest)
  if (!bytes) throw unknownBlob(exchange)
  const headers = { 'Docker-Content-Digest': digest, ETag: formatEtag(digest), 'Accept-Ranges': 'bytes' }
  if (isUnchanged(exchange.request.headers, digest)) return { status: 304, headers }
  const content = { ...headers, 'Content-Type': 'application/octet-stream' }
  const range = parseByteRange(exchange.request.headers.range, bytes.byteLength)
  if (range === undefined) return { status: 200, headers: content, body: bytes }
  if (range === 'unsatisfiable')
    throw new SandboxError('RANGE_INVALID', {
      message: 'the range is outside of the blob',
      headers: { 'Content-Range': `bytes */${bytes.byteLength}` },
    })
  return {
    status: 206,
    headers: { ...content, 'Content-Range': `bytes ${range.start}-${range.end}/${bytes.byteLength}` },
    body: bytes.subarray(range.start, range.end + 1),
  }
}

/** Source: distribution-spec v1.1, "Deleting Blobs". */
export const deleteBlob: Endpoint = (exchange) => {
  const digest = checkDigest(exchange.reference)
  if (!exchange.policy.deleteEnabled) throw new SandboxError('UNSUPPORTED', { message: 'deleting is switched off' })
  if (!exchange.store.deleteBlob(exchange.repository, digest)) throw unknownBlob(exchange)
  return { status: 202 }
}
