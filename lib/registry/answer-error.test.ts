import { describe, expect, it } from 'vitest'
import { answerError } from './answer-error'
import type { RegistryErrorKind } from './errors'

interface Answer {
  status: number
  body?: string
  type?: string
  isWrite?: boolean
  isSignedIn?: boolean
}

const failureOf = ({ status, body = '', type = 'application/json', isWrite = false, isSignedIn = false }: Answer) =>
  answerError({ registry: 'r.example', status, contentType: type, bytes: Buffer.from(body), isSignedIn, isWrite })

const errors = (code: string, message = 'm', detail: unknown = null) =>
  JSON.stringify({ errors: [{ code, message, detail }] })

type Row = [code: string, status: number, kind: RegistryErrorKind, words: string]

describe('what a registry says, in words that tell what to do', () => {
  const reads: Row[] = [
    ['UNAUTHORIZED', 401, 'unauthorized', 'asks for a sign-in'],
    ['DENIED', 403, 'denied', 'without a sign-in, or there is nothing of this name'],
    ['NAME_UNKNOWN', 404, 'not-found', 'has no such repository, or hides it from you'],
    ['DENIED', 401, 'unauthorized', 'asks for a sign-in'],
    ['NAME_INVALID', 400, 'rejected', 'does not accept this repository name'],
    ['PRECONDITION', 412, 'rejected', 'policy of the project'],
    ['PROJECTPOLICYVIOLATION', 412, 'rejected', 'policy of the project'],
    ['UNSUPPORTED', 400, 'unsupported', 'does not offer this'],
    ['MANIFEST_UNKNOWN', 404, 'not-found', 'has no such tag or digest'],
    ['MANIFEST_UNVERIFIED', 400, 'rejected', 'could not verify the old signed manifest'],
    ['BLOB_UNKNOWN', 404, 'not-found', 'does not have this layer or config'],
    ['UNSUPPORTED', 405, 'unsupported', 'does not offer this'],
    ['TOOMANYREQUESTS', 429, 'rate-limited', 'rate limit of r.example is reached'],
    ['TOO_MANY_REQUEST', 429, 'rate-limited', 'rate limit of r.example is reached'],
    ['UNKNOWN', 500, 'unavailable', 'has a problem of its own (status 500)'],
    ['UNKNOWN', 404, 'not-found', 'has nothing of this name'],
    ['UNAVAILABLE', 503, 'unavailable', 'has a problem of its own (status 503)'],
    ['TAG_EXPIRED', 404, 'not-found', 'this tag has expired'],
    ['NOT_FOUND', 404, 'not-found', 'has nothing of this name'],
    ['INVALID_REQUEST', 400, 'rejected', 'did not understand the request'],
  ]
  it.each(reads)('%s with %i when reading', (code, status, kind, words) => {
    const error = failureOf({ status, body: errors(code) })
    expect(error).toMatchObject({ kind, codes: [code], status, registryMessage: 'm' })
    expect(error.message).toContain(words)
    expect(error.message).toContain('r.example')
  })

  it.each([
    [404, 'OCI index found, but accept header does not support OCI indexes', 'unsupported', 'in no form that is read'],
    [404, 'OCI manifest found, but accept header does not support OCI manifests', 'unsupported', 'in no form'],
    [400, 'the accept header excludes it', 'unsupported', 'in no form'],
    [404, 'manifest unknown', 'not-found', 'has no such tag or digest'],
  ])('MANIFEST_UNKNOWN with %i and “%s”', (status, words, kind, sentence) => {
    const error = failureOf({ status, body: errors('MANIFEST_UNKNOWN', words) })
    expect(error.kind).toBe(kind)
    expect(error.message).toContain(sentence)
  })

  const writes: Row[] = [
    ['DENIED', 403, 'denied', 'not allowed to write here'],
    ['MANIFEST_INVALID', 400, 'rejected', 'refused the document'],
    ['MANIFEST_BLOB_UNKNOWN', 400, 'rejected', 'lacks something this document points to'],
    ['MANIFEST_BLOB_UNKNOWN', 404, 'rejected', 'lacks something this document points to'],
    ['BLOB_UPLOAD_INVALID', 400, 'rejected', 'broke off the upload'],
    ['BLOB_UPLOAD_UNKNOWN', 404, 'not-found', 'has dropped the upload. Start it again'],
    ['DIGEST_INVALID', 400, 'rejected', 'does not match its digest'],
    ['SIZE_INVALID', 400, 'rejected', 'stated and real size differ'],
    ['RANGE_INVALID', 416, 'rejected', 'got out of step'],
    ['TAG_INVALID', 400, 'rejected', 'does not accept this tag name'],
    ['TAG_IMMUTABLE', 409, 'conflict', 'has locked this tag'],
    ['TAG_ALREADY_EXISTS', 409, 'conflict', 'has locked this tag'],
    ['ImageTagAlreadyExistsException', 400, 'conflict', 'has locked this tag'],
    ['ImageTagAlreadyExistsException', 403, 'conflict', 'has locked this tag'],
    ['TOO_MANY_TAGS_REQUESTED', 413, 'rejected', 'takes fewer tags in one push'],
    ['METHOD NOT ALLOWED', 405, 'unsupported', 'may be read-only'],
    ['DENIED', 405, 'unsupported', 'may be read-only'],
    ['PROJECTPOLICYVIOLATION', 412, 'rejected', 'policy of the project'],
    ['PRECONDITION', 412, 'conflict', 'or a policy of the project blocks it'],
    ['NAME_UNKNOWN', 404, 'not-found', 'Create it there first'],
    ['CONFLICT', 409, 'conflict', 'has changed this'],
    ['REQUEST_ENTITY_TOO_LARGE', 413, 'too-large', 'up to 4 MiB'],
    ['QUOTA_EXCEEDED', 403, 'denied', 'storage quota'],
    ['GOOGLE_MANIFEST_DANGLING_TAG', 400, 'rejected', 'Remove the tags first'],
    ['GOOGLE_MANIFEST_DANGLING_PARENT_IMAGE', 400, 'rejected', 'Remove the index first'],
    ['SOMETHING_NEW', 400, 'rejected', 'refused the request (status 400)'],
  ]
  it.each(writes)('%s with %i when writing', (code, status, kind, words) => {
    const error = failureOf({ status, body: errors(code), isWrite: true, isSignedIn: true })
    expect(error).toMatchObject({ kind, codes: [code], status })
    expect(error.message).toContain(words)
  })

  it.each<[string, Answer, RegistryErrorKind, string]>([
    ['a quota of Harbor', { status: 403, body: errors('DENIED', 'exceeds the quota') }, 'denied', 'storage quota'],
    [
      'a policy of Harbor',
      { status: 412, body: errors('PRECONDITION', 'current image with 3 vulnerabilities cannot be pulled') },
      'rejected',
      'policy of the project',
    ],
    [
      'a locked tag of ECR',
      { status: 400, body: errors('TAG_INVALID', 'it cannot be overwritten: the repository is immutable') },
      'conflict',
      'has locked this tag',
    ],
    [
      'a document too large for distribution',
      { status: 400, body: errors('MANIFEST_INVALID', 'http: request body too large') },
      'too-large',
      'up to 4 MiB',
    ],
    [
      'a distribution that is read-only',
      { status: 405, body: 'Method not allowed', type: 'text/plain' },
      'unsupported',
      'read-only',
    ],
    [
      'a Quay that is read-only for now',
      { status: 405, body: errors('DENIED', 'System is currently read-only.', { is_readonly: true }) },
      'unsupported',
      'is read-only at the moment, so nothing was written',
    ],
    [
      'a password of ECR that has run out',
      { status: 403, body: errors('DENIED', 'Your authorization token has expired. Reauthenticate and try again.') },
      'unauthorized',
      'Sign in again',
    ],
    [
      'a locked tag of Harbor',
      { status: 412, body: errors('PRECONDITION', "due to 'team/app:1' configured as immutable.") },
      'conflict',
      'has locked this tag',
    ],
    ['a media type that is refused', { status: 415 }, 'rejected', 'only one of OCI or Docker'],
    [
      'a document too large for a proxy',
      { status: 413, body: '<html>413</html>', type: 'text/html' },
      'too-large',
      'larger',
    ],
    ['an address that is too long', { status: 414 }, 'rejected', 'too long'],
    ['a conflict in no words', { status: 412 }, 'conflict', 'has changed this'],
  ])('%s', (_what, answer, kind, words) => {
    const error = failureOf({ ...answer, isWrite: true, isSignedIn: true })
    expect(error.kind).toBe(kind)
    expect(error.message).toContain(words)
  })
})

describe('whether the same may go well in a moment', () => {
  it.each([408, 429, 499, 502, 503, 504, 522])('%i: yes, read or write', (status) => {
    for (const isWrite of [false, true]) expect(failureOf({ status, isWrite }).retryable).toBe(true)
  })

  it('500: yes for a read; a write may have been done', () => {
    expect([false, true].map((isWrite) => failureOf({ status: 500, isWrite }).retryable)).toEqual([true, false])
  })

  it.each([400, 401, 403, 404, 405, 409, 410, 412, 413, 414, 415, 416, 501])('%i: no', (status) => {
    for (const isWrite of [false, true]) expect(failureOf({ status, isWrite }).retryable).toBe(false)
  })
})

describe('the registry’s own words', () => {
  it.each<[string, Answer, string | undefined]>([
    [
      'several errors',
      { status: 400, body: '{"errors":[{"code":"A","message":"a"},{"code":"B","message":"b"}]}' },
      'a; b',
    ],
    ['{message}', { status: 400, body: '{"message":"no"}' }, 'no'],
    ['{error, error_description}', { status: 400, body: '{"error":"e","error_description":"d"}' }, 'd'],
    ['{details}', { status: 401, body: '{"details":"incorrect password"}' }, 'incorrect password'],
    ['plain text', { status: 404, body: '404 page not found\n', type: 'text/plain' }, '404 page not found'],
    [
      'a web page: its title',
      { status: 502, body: '<html><head><title>Bad Gateway</title></head><script>1</script>', type: 'text/html' },
      'Bad Gateway',
    ],
    ['control characters', { status: 400, body: 'a\u0000\u001b[31m\u202eb', type: 'text/plain' }, 'a[31mb'],
    ['nothing', { status: 404 }, undefined],
    [
      'a trace: what stands before it',
      {
        status: 500,
        body: 'Out of disk.\njava.io.IOException\n\tat com.example.Store.put(Store.java:5)',
        type: 'text/plain',
      },
      'Out of disk. java.io.IOException',
    ],
    ['nothing but a trace', { status: 500, body: 'goroutine 1 [running]:\nmain.go:5', type: 'text/plain' }, undefined],
    ['a trace in JSON', { status: 500, body: errors('UNKNOWN', 'it broke\n  File "/srv/app.py", line 3') }, 'it broke'],
  ])('are read from %s', (_form, answer, words) => {
    expect(failureOf(answer).registryMessage).toEqual(words)
  })

  it('are bounded', () => {
    const long = failureOf({ status: 400, body: 'x'.repeat(65_536), type: 'text/plain' })
    expect(long.registryMessage?.length).toBeLessThanOrEqual(2_048)
  })

  it('keep codes that nobody knows, and detail of any kind', () => {
    const body = errors('BRAND_NEW', 'm', [{ a: 1 }])
    expect(failureOf({ status: 400, body })).toMatchObject({ codes: ['BRAND_NEW'], detail: [{ a: 1 }] })
  })
})
