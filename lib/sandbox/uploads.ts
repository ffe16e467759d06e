import { isDigestOf } from '@/lib/oci/compute-digest'
import type { Digest } from '@/lib/oci/digest'
import { parseChunkRange } from './byte-range'
import { SandboxError } from './errors'
import type { Endpoint, Exchange, RegistryAnswer } from './exchange'
import { checkDigest, checkRepositoryName } from './reference-part'
import type { UploadSession } from './upload-sessions'

function created(repository: string, digest: Digest): RegistryAnswer {
  return {
    status: 201,
    headers: { Location: `/v2/${repository}/blobs/${digest}`, 'Docker-Content-Digest': digest },
  }
}

function progressHeaders({ repository, id, size }: UploadSession) {
  return {
    Location: `/v2/${repository}/blobs/uploads/${id}`,
    Range: `0-${Math.max(size - 1, 0)}`,
    'Docker-Upload-UUID': id,
  }
}

function findSession({ store, repository, reference }: Exchange): UploadSession {
  const session = store.uploads.find(repository, reference)
  if (!session)
    throw new SandboxError('BLOB_UPLOAD_UNKNOWN', {
      message: 'blob upload unknown to registry',
      detail: { name: repository, session: reference },
    })
  return session
}

function storeBlob({ store, repository }: Exchange, bytes: Buffer, digest: Digest): RegistryAnswer {
  if (!isDigestOf(digest, bytes))
    throw new SandboxError('DIGEST_INVALID', {
      message: 'provided digest did not match uploaded content',
      detail: { digest },
    })
  store.putBlob({ repository, digest, bytes })
  return created(repository, digest)
}

/** Without `from` any repository's blob will do. Source: distribution-spec v1.1, "Mounting a blob from another repository". */
function mount({ store, request, repository }: Exchange, digest: Digest): RegistryAnswer | undefined {
  const from = request.query.get('from')
  if (from !== null) checkRepositoryName(from)
  const bytes = from === null ? store.findBlob(digest) : store.getBlob(from, digest)
  if (!bytes) return undefined
  store.putBlob({ repository, digest, bytes })
  return created(repository, digest)
}

/** Source: distribution-spec v1.1, "Pushing blobs". */
export const startUpload: Endpoint = async (exchange) => {
  const { request, store, policy, repository } = exchange
  const mounted = request.query.get('mount')
  if (mounted !== null) {
    const answer = mount(exchange, checkDigest(mounted))
    if (answer) return answer
  } else if (request.query.has('digest')) {
    const digest = checkDigest(request.query.get('digest'))
    return storeBlob(exchange, await request.readBody(policy.maxBlobBytes), digest)
  }
  const algorithm = request.query.get('digest-algorithm')
  if (algorithm !== null && algorithm !== 'sha256' && algorithm !== 'sha512')
    throw new SandboxError('DIGEST_INVALID', {
      message: 'this digest algorithm is not supported',
      detail: { algorithm },
    })
  return { status: 202, headers: progressHeaders(store.uploads.start(repository)) }
}

/** A chunk without Content-Range follows on, as Docker sends it. @throws {SandboxError} RANGE_INVALID out of order. */
async function receiveChunk(exchange: Exchange): Promise<UploadSession> {
  const { request, store, policy } = exchange
  const bytes = await request.readBody(policy.maxBlobBytes - findSession(exchange).size)
  const session = findSession(exchange)
  const header = request.headers['content-range']
  const range = header === undefined ? undefined : parseChunkRange(header)
  if (header !== undefined && range?.start !== session.size)
    throw new SandboxError('RANGE_INVALID', {
      message: 'the chunk does not start where the last one ended',
      detail: { received: session.size },
      headers: progressHeaders(session),
    })
  if (range && range.end - range.start + 1 !== bytes.byteLength)
    throw new SandboxError('SIZE_INVALID', { message: 'the chunk is not as long as its Content-Range says' })
  if (session.size + bytes.byteLength > policy.maxBlobBytes)
    throw new SandboxError('BLOB_UPLOAD_INVALID', { message: 'the blob is too large', status: 413 })
  store.uploads.append(session, bytes)
  return session
}

export const continueUpload: Endpoint = async (exchange) => ({
  status: 202,
  headers: progressHeaders(await receiveChunk(exchange)),
})

export const getUpload: Endpoint = (exchange) => ({ status: 204, headers: progressHeaders(findSession(exchange)) })

export const finishUpload: Endpoint = async (exchange) => {
  findSession(exchange)
  const digest = checkDigest(exchange.request.query.get('digest'))
  const session = await receiveChunk(exchange)
  return storeBlob(exchange, exchange.store.uploads.finish(session), digest)
}

export const cancelUpload: Endpoint = (exchange) => {
  exchange.store.uploads.cancel(findSession(exchange))
  return { status: 204 }
}
