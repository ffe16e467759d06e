import { afterEach, describe, expect, it, vi } from 'vitest'
import { RegistryError } from '@/lib/registry/errors'
import { log } from './log'
import { toApiError } from './to-api-error'

const named = (name: string) => Object.assign(new Error(''), { name })

afterEach(() => vi.restoreAllMocks())

describe('toApiError', () => {
  it.each([
    ['a cancelled signal', new DOMException('', 'AbortError')],
    ['a browser that left, as Next names it', named('ResponseAborted')],
    ['a cancelled request', new RegistryError({ kind: 'aborted', registry: 'localhost:5000', message: 'Stopped.' })],
  ])('logs nothing for %s', (_, error) => {
    const logged = vi.spyOn(log(), 'error')
    toApiError(error)
    expect(logged).not.toHaveBeenCalled()
  })

  it('logs what nobody foresaw under the id that is shown, and shows none of its text', () => {
    const logged = vi.spyOn(log(), 'error').mockImplementation(() => {})
    const error = new Error('connect to 127.0.0.1 with hunter2')
    const shown = toApiError(error)
    const id = expect.any(String)
    expect(logged).toHaveBeenCalledWith({ id, err: error }, 'unforeseen error')
    expect(logged.mock.calls[0]?.[0]).toMatchObject(shown.detail ?? { id })
    expect(JSON.stringify(shown)).not.toMatch(/hunter2|127/)
  })
})
