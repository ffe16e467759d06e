import { expect, test } from 'vitest'
import { findUnoffered } from './unoffered'

test.each([
  ['GET', '/api/v1/image?ref=a'],
  ['HEAD', '/api/v1/image?ref=a'],
  ['OPTIONS', '/api/v1/image'],
  ['POST', '/api/v1/compose/plan'],
  ['OPTIONS', '/api/v1/compose/plan'],
  ['GET', '/api/v1/openapi.json'],
  ['GET', '/badge.svg?ref=a'],
  ['GET', '/image/ghcr.io/org/app:1.0'],
  ['POST', '/image/ghcr.io/org/app:1.0'],
  ['GET', '/apis'],
])('%s %s is for Next to answer', (method, url) => {
  expect(findUnoffered({ method, url })).toBeUndefined()
})

test('an address with a slash too many is left to Next, which leads to the one without', () => {
  expect(findUnoffered({ method: 'GET', url: '/api/v1/image/?ref=a' })).toBeUndefined()
})

test.each(['/api/v1/nothing', '/api/v2/image?ref=a', '/api/v1', '/api/v1/compose'])(
  '%s is nothing of the API',
  (url) => {
    expect(findUnoffered({ method: 'GET', url })).toEqual({
      code: 'NOT_FOUND',
      message: 'The API has nothing at this address; /api/v1/openapi.json lists what it has.',
    })
  },
)

test.each([
  ['POST', '/api/v1/image?ref=a', 'GET', 'GET, HEAD, OPTIONS'],
  ['DELETE', '/api/v1/tags', 'GET', 'GET, HEAD, OPTIONS'],
  ['PUT', '/badge.svg', 'GET', 'GET, HEAD, OPTIONS'],
  ['GET', '/api/v1/compose/push', 'POST', 'OPTIONS, POST'],
  ['HEAD', '/api/v1/compose/plan', 'POST', 'OPTIONS, POST'],
  ['PATCH', '/api/v1/tags/restore', 'POST', 'OPTIONS, POST'],
])('%s %s is told to be %s', (method, url, offered, allow) => {
  const path = url.split('?')[0]
  expect(findUnoffered({ method, url })).toEqual({
    code: 'METHOD_NOT_ALLOWED',
    message: `Send this request as ${offered}; ${path} takes no ${method}.`,
    headers: { allow },
  })
})
