import { expect, test } from 'vitest'
import { SharedFlights } from './shared-flights'

function controlled() {
  const starts: AbortSignal[] = []
  let resolve: (value: string) => void = () => undefined
  const start = (signal: AbortSignal) => {
    starts.push(signal)
    return new Promise<string>((settle, reject) => {
      resolve = settle
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  }
  return { starts, start, finish: (value: string) => resolve(value) }
}

test('what is wanted twice at once is done once', async () => {
  const flights = new SharedFlights()
  const { starts, start, finish } = controlled()
  const both = Promise.all([flights.run('a', undefined, start), flights.run('a', undefined, start)])
  finish('done')
  expect(await both).toEqual(['done', 'done'])
  expect(starts).toHaveLength(1)
})

test('what is wanted again later is done again', async () => {
  const flights = new SharedFlights()
  const starts: string[] = []
  const start = async () => {
    starts.push('started')
    return 'done'
  }
  await flights.run('a', undefined, start)
  await flights.run('a', undefined, start)
  expect(starts).toHaveLength(2)
})

test('one of two who leaves does not stop the other', async () => {
  const flights = new SharedFlights()
  const { starts, start, finish } = controlled()
  const leaver = new AbortController()
  const left = flights.run('a', leaver.signal, start)
  const stayed = flights.run('a', undefined, start)
  leaver.abort(new Error('left'))
  await expect(left).rejects.toThrow('left')
  expect(starts[0]?.aborted).toBe(false)
  finish('done')
  expect(await stayed).toBe('done')
})

test('when the last one leaves, the work stops and the next one starts anew', async () => {
  const flights = new SharedFlights()
  const { starts, start, finish } = controlled()
  const leaver = new AbortController()
  const left = flights.run('a', leaver.signal, start)
  leaver.abort(new Error('left'))
  await expect(left).rejects.toThrow('left')
  expect(starts[0]?.aborted).toBe(true)
  const next = flights.run('a', undefined, start)
  finish('done')
  expect(await next).toBe('done')
  expect(starts).toHaveLength(2)
})

test('a failure reaches everybody and is not kept', async () => {
  const flights = new SharedFlights()
  const failing = () => Promise.reject(new Error('no'))
  const results = await Promise.allSettled([flights.run('a', undefined, failing), flights.run('a', undefined, failing)])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await flights.run('a', undefined, async () => 'now')).toBe('now')
})
