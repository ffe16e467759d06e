import { type ErrorBody, parseErrorBody } from './error-body'
import { RegistryError, type RegistryErrorKind } from './errors'
import { parseRetryAfter } from './retry'

export interface FailedAnswer {
  registry: string
  status: number
  contentType: string | undefined
  bytes: Uint8Array
  retryAfter?: string | undefined
  /** By which whoever runs the registry finds this request again. */
  requestId?: string | undefined
  /** A sign-in was sent along, or exchanged for the token that was. */
  isSignedIn: boolean
  isWrite: boolean
  /** A 401 that means 403: the sign-in is good, but grants less than this needs. */
  isForbidden?: boolean
}

interface Meaning {
  kind: RegistryErrorKind
  sentence: (answer: FailedAnswer) => string
}

const signInHint = ({ registry, isSignedIn }: FailedAnswer) =>
  isSignedIn
    ? `${registry} refused the stored sign-in. Sign in again with “docker login ${registry}”.`
    : `${registry} asks for a sign-in, or there is nothing of this name. Sign in with “docker login ${registry}”, or check the name.`

const deniedHint = ({ registry, isSignedIn, isWrite }: FailedAnswer) => {
  if (!isSignedIn)
    return `${registry} does not allow this without a sign-in, or there is nothing of this name. Sign in, or check the name.`
  return isWrite
    ? `You are signed in to ${registry}, but not allowed to write here. Ask the owner of the repository for access.`
    : `You are signed in to ${registry}, but not allowed to see this, or it does not exist. Check the name, or ask its owner.`
}

const waitHint = (seconds: number | undefined) => {
  if (seconds === undefined || seconds <= 0) return 'Try again later'
  if (seconds < 90) return `Try again in ${seconds} seconds`
  return `Try again in ${Math.round(seconds / 60)} minutes`
}

const unauthorized: Meaning = { kind: 'unauthorized', sentence: signInHint }
const denied: Meaning = { kind: 'denied', sentence: deniedHint }
const locked: Meaning = {
  kind: 'conflict',
  sentence: ({ registry }) => `${registry} has locked this tag: it cannot be overwritten. Choose another tag.`,
}
const rateLimited: Meaning = {
  kind: 'rate-limited',
  sentence: ({ registry, retryAfter, isSignedIn }) => {
    const wait = waitHint(parseRetryAfter(retryAfter))
    return `The rate limit of ${registry} is reached. ${wait}${isSignedIn ? '' : ', or sign in for a higher limit'}.`
  },
}
const unavailable: Meaning = {
  kind: 'unavailable',
  sentence: ({ registry, status }) => `${registry} has a problem of its own (status ${status}). Try again in a moment.`,
}
const tooLarge: Meaning = {
  kind: 'too-large',
  sentence: ({ registry }) => `The document is larger than ${registry} allows; most registries take up to 4 MiB.`,
}
const changed: Meaning = {
  kind: 'conflict',
  sentence: ({ registry }) => `Somebody has changed this on ${registry} in the meantime. Read it again, then decide.`,
}
const unsupported: Meaning = {
  kind: 'unsupported',
  sentence: ({ registry, isWrite }) =>
    isWrite
      ? `${registry} does not offer this: it may be read-only, or not allow it for this repository.`
      : `${registry} does not offer this.`,
}
const readOnlyNow: Meaning = {
  kind: 'unsupported',
  sentence: ({ registry }) => `${registry} is read-only at the moment, so nothing was written. Try again later.`,
}
const quota: Meaning = {
  kind: 'denied',
  sentence: ({ registry }) => `The storage quota on ${registry} is used up. Remove something, or ask for more.`,
}
const policy: Meaning = {
  kind: 'rejected',
  sentence: ({ registry }) => `A policy of the project on ${registry} blocks this. Ask whoever runs the project.`,
}
/** Harbor's word for a policy is what others say when a condition does not hold. */
const precondition: Meaning = {
  kind: 'conflict',
  sentence: ({ registry }) =>
    `Somebody has changed this on ${registry} in the meantime, or a policy of the project blocks it. Read it again, then decide.`,
}
const noRepository: Meaning = {
  kind: 'not-found',
  sentence: ({ registry, isWrite }) =>
    isWrite
      ? `${registry} has no such repository, or hides it from you. Create it there first, or check the name.`
      : `${registry} has no such repository, or hides it from you. Check the name, or sign in.`,
}
const missing: Meaning = {
  kind: 'not-found',
  sentence: ({ registry }) => `${registry} has nothing of this name. Check the repository and the tag.`,
}
const rejected = (rest: string): Meaning => ({ kind: 'rejected', sentence: ({ registry }) => `${registry} ${rest}` })
const notFound = (rest: string): Meaning => ({ kind: 'not-found', sentence: ({ registry }) => `${registry} ${rest}` })

/** Sources: distribution-spec v1.1, "Error Codes"; the others are what Docker Hub, Quay, Harbor, ECR and Google add. */
const meaningByCode: Record<string, Meaning> = {
  UNAUTHORIZED: unauthorized,
  DENIED: denied,
  NAME_UNKNOWN: noRepository,
  MANIFEST_UNKNOWN: notFound('has no such tag or digest in this repository. Check the name and the tag.'),
  BLOB_UNKNOWN: notFound('does not have this layer or config. The image may be damaged or still on its way.'),
  BLOB_UPLOAD_UNKNOWN: notFound('has dropped the upload. Start it again.'),
  NOT_FOUND: missing,
  TAG_EXPIRED: notFound('says that this tag has expired.'),
  NAME_INVALID: rejected('does not accept this repository name. Choose another one.'),
  TAG_INVALID: rejected('does not accept this tag name. Choose another one.'),
  MANIFEST_INVALID: rejected('refused the document. Its own words tell why.'),
  MANIFEST_UNVERIFIED: rejected('could not verify the old signed manifest.'),
  MANIFEST_BLOB_UNKNOWN: rejected('lacks something this document points to. Copy that into the repository first.'),
  BLOB_UPLOAD_INVALID: rejected('broke off the upload. Start it again.'),
  DIGEST_INVALID: rejected('says that the content does not match its digest. Start again.'),
  SIZE_INVALID: rejected('says that stated and real size differ. Start again.'),
  RANGE_INVALID: rejected('got out of step in the upload. Start it again.'),
  INVALID_REQUEST: rejected('did not understand the request.'),
  TOO_MANY_TAGS_REQUESTED: rejected('takes fewer tags in one push.'),
  GOOGLE_MANIFEST_DANGLING_TAG: rejected('keeps this while tags point to it. Remove the tags first.'),
  GOOGLE_MANIFEST_DANGLING_PARENT_IMAGE: rejected('keeps this while an index points to it. Remove the index first.'),
  UNSUPPORTED: unsupported,
  TOOMANYREQUESTS: rateLimited,
  TOO_MANY_REQUEST: rateLimited,
  UNAVAILABLE: unavailable,
  TAG_IMMUTABLE: locked,
  TAG_ALREADY_EXISTS: locked,
  ImageTagAlreadyExistsException: locked,
  PROJECTPOLICYVIOLATION: policy,
  PRECONDITION: precondition,
  CONFLICT: changed,
  REQUEST_ENTITY_TOO_LARGE: tooLarge,
  QUOTA_EXCEEDED: quota,
}

const gaveUp: Meaning = { kind: 'timeout', sentence: ({ registry }) => `${registry} gave up waiting. Try again.` }

const meaningByStatus: Record<number, Meaning> = {
  401: unauthorized,
  403: denied,
  404: missing,
  405: unsupported,
  408: gaveUp,
  409: changed,
  410: missing,
  412: changed,
  413: tooLarge,
  414: rejected('finds the address too long. Choose shorter names.'),
  415: rejected(
    'does not accept this media type: it may take only one of OCI or Docker. Look for the image in the other format.',
  ),
  429: rateLimited,
  // a proxy before the registry saw us leave
  499: gaveUp,
  501: unsupported,
}

const noRegistry: Meaning = {
  kind: 'invalid-answer',
  sentence: ({ registry }) => `${registry} answered with a web page: this is not a registry API. Check the address.`,
}

/** Harbor and Quay say DENIED when a quota is used up, ECR that the tag is not valid when it is locked. */
function writeMeaningIn(message: string, status: number): Meaning | undefined {
  if (status === 405) return /\bread-?only\b/i.test(message) ? readOnlyNow : undefined
  if (status === 412 && /vulnerab|signature|not signed|\bpolicy\b/i.test(message)) return policy
  if (/\bquota\b/i.test(message)) return quota
  return /\bimmutable\b|cannot be overwritten/i.test(message) ? locked : undefined
}

/** The status says more than the code where a proxy or a permission speaks; elsewhere the code is the finer word. */
function meaningOf(answer: FailedAnswer, body: ErrorBody): Meaning {
  const { status } = answer
  const { message = '' } = body
  if (answer.isForbidden) return denied
  // ECR says DENIED once a password of twelve hours has run out
  if (status === 403 && /\btoken has expired\b/i.test(message)) return unauthorized
  const byCode = body.codes.find((code) => Object.hasOwn(meaningByCode, code))
  const known = byCode === undefined ? undefined : meaningByCode[byCode]
  if (status === 401 || status === 429) return meaningByStatus[status] ?? unavailable
  const inWords = answer.isWrite && status < 500 ? writeMeaningIn(message, status) : undefined
  if (inWords) return inWords
  // Quay says DENIED with 405 while it is read-only
  if (status === 405) return unsupported
  // nothing that is only read can have been changed by somebody
  if (status === 412 && !answer.isWrite) return policy
  if (known) return known === meaningByCode.MANIFEST_INVALID && /too large/i.test(message) ? tooLarge : known
  // a proxy before the registry has web pages for what it refuses itself
  if (body.isHtml && status < 500 && (status === 404 || !Object.hasOwn(meaningByStatus, status))) return noRegistry
  if (status >= 500) return meaningByStatus[status] ?? unavailable
  return meaningByStatus[status] ?? rejected(`refused the request (status ${status}).`)
}

/** 500 on a write may have done its work; whoever retries must look first. */
const isRetryable = ({ kind }: Meaning, { status, isWrite }: FailedAnswer) =>
  kind === 'rate-limited' || kind === 'timeout' || (kind === 'unavailable' && !(status === 500 && isWrite))

const otherForm: Meaning = {
  kind: 'unsupported',
  sentence: ({ registry }) =>
    `${registry} has this, but hands it out in no form that is read here. Ask whoever pushed it.`,
}

/** distribution calls an index unknown to who does not accept one. */
const isOtherForm = ({ isWrite, status }: FailedAnswer, { message = '' }: ErrorBody) =>
  !isWrite && status < 500 && /\baccept header\b/i.test(message)

/** The RegistryError for an answer that is none of those hoped for. */
export function answerError(answer: FailedAnswer): RegistryError {
  const body = parseErrorBody(answer.bytes, answer.contentType)
  const meaning = isOtherForm(answer, body) ? otherForm : meaningOf(answer, body)
  const retryAfterSeconds = parseRetryAfter(answer.retryAfter)
  return new RegistryError({
    kind: meaning.kind,
    registry: answer.registry,
    message: meaning.sentence(answer),
    status: answer.status,
    codes: body.codes,
    detail: body.detail,
    retryable: isRetryable(meaning, answer),
    ...(body.message && { registryMessage: body.message }),
    ...(answer.requestId !== undefined && { requestId: answer.requestId }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  })
}
