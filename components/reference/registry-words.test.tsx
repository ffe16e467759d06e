import { render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { RegistryWords } from './registry-words'

it.each([
  ['its words', { registryMessage: 'no such tag' }, 'r.example says: no such tag'],
  [
    'its words, status and codes, also those that nobody knows',
    { registryMessage: 'no', status: 400, codes: ['MANIFEST_INVALID', 'BRAND_NEW'] },
    'r.example says: no (400 MANIFEST_INVALID BRAND_NEW)',
  ],
  ['its status alone', { status: 502 }, 'r.example answered 502'],
  [
    'the name of the request',
    { status: 500, codes: ['UNKNOWN'], requestId: '5f3c-01' },
    'r.example answered 500 UNKNOWN, request 5f3c-01',
  ],
  ['nothing where it has said nothing', {}, ''],
])('shows %s', (_what, detail, expected) => {
  const { container } = render(<RegistryWords detail={{ registry: 'r.example', ...detail }} />)
  expect(container).toHaveTextContent(expected)
  if (expected === '') expect(container).toBeEmptyDOMElement()
})

it('shows nothing of a failure that is none of a registry', () => {
  expect(render(<RegistryWords detail={{ id: 'x' }} />).container).toBeEmptyDOMElement()
})
