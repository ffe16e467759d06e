import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { POST as planCompose } from '@/app/api/v1/compose/plan/route'
import { POST as pushIndex } from '@/app/api/v1/compose/push/route'
import { GET as getHistory } from '@/app/api/v1/history/route'
import { GET as getImage } from '@/app/api/v1/image/route'
import { GET as listRegistries } from '@/app/api/v1/registries/route'
import { POST as signIn } from '@/app/api/v1/registries/sign-in/route'
import { POST as deleteTag } from '@/app/api/v1/tags/delete/route'
import { POST as restoreTag } from '@/app/api/v1/tags/restore/route'
import { historySchema } from '@/lib/contract/history'
import { image } from '@/lib/sandbox/images/image'
import { type GuardedRegistry, startGuardedRegistry } from './guarded-registry.fixture'
import { startSharedServer, Visitor } from './shared-mode.fixture'

const repositories = {
  public: 'team/public',
  'of ada': 'team/ada',
  'of the operator': 'ops/app',
  'not lent': 'root/app',
}
const token = 'a token for scripts'
type Who = 'anonymous' | 'ada' | 'ben' | 'script'

let place: GuardedRegistry
let visitors: Record<Who, Visitor>
let run = 0

beforeAll(async () => {
  place = await startGuardedRegistry()
  place.open.add('team/public')
  place.users.set('ada', { password: 'ada-password', reads: ['team/ada'], writes: ['team/ada'] })
  place.users.set('ben', { password: 'ben-password', reads: [] })
  place.users.set('operator', { password: 'operator-password', reads: ['*'], writes: ['*'] })
})
afterAll(() => place.close())

async function start(operatorWrites: boolean, more: Record<string, string> = {}): Promise<void> {
  run += 1
  for (const repository of Object.values(repositories))
    for (const tag of ['1', 'old-anonymous', 'old-ada', 'old-ben', 'old-script'])
      place.sandbox.store.putImage({ repository, tag, image: image({ config: { Env: [`TAG=${tag}`] } }) })
  startSharedServer({
    allowed: [place.registry],
    settings: { [place.registry]: { operatorReads: ['ops/*'], operatorWrites } },
    operator: { [place.registry]: 'operator:operator-password' },
    more: { ARCHIPELAGO_API_TOKEN: token, ...more },
  })
  visitors = { anonymous: new Visitor(), ada: new Visitor(), ben: new Visitor(), script: new Visitor({ token }) }
  for (const username of ['ada', 'ben'] as const) {
    const form = { registry: place.registry, username, password: `${username}-password` }
    await visitors[username].post(signIn, '/api/v1/registries/sign-in', form)
  }
}

const named = (where: keyof typeof repositories) => `${place.registry}/${repositories[where]}`

type Where = keyof typeof repositories

async function codeOf(response: Response): Promise<string> {
  const { event, error } = JSON.parse((await response.text()).trim().split('\n').at(-1) ?? '')
  return error?.code ?? (event === 'error' ? 'unknown' : 'ok')
}

async function read(who: Who, where: Where): Promise<string> {
  return codeOf(await visitors[who].get(getImage, `/api/v1/image?ref=${named(where)}:1`))
}

async function push(who: Who, where: Where): Promise<string> {
  const sources = [{ reference: `${named('public')}:1`, platform: 'linux/amd64' }]
  const form = { target: `${named(where)}:new-${run}-${who}`, sources }
  const plan = await (await visitors[who].post(planCompose, '/api/v1/compose/plan', form)).json()
  const confirmed = { ...form, digest: plan.index.digest, expected: plan.current?.digest ?? null }
  return codeOf(await visitors[who].post(pushIndex, '/api/v1/compose/push', confirmed))
}

async function remove(who: Who, where: Where): Promise<string> {
  const tag = `old-${who}`
  const old = image({ config: { Env: [`TAG=${tag}`] } })
  const expected = place.sandbox.store.putImage({ repository: repositories[where], tag, image: old })
  const reference = `${named(where)}:${tag}`
  const form = { reference, expected, confirm: reference, byDigest: false }
  return codeOf(await visitors[who].post(deleteTag, '/api/v1/tags/delete', form))
}

async function putBack(who: Who, where: Where): Promise<string> {
  const digest = place.sandbox.store.putImage({ repository: repositories[where], image: image() })
  const form = { reference: `${named(where)}:put-back-${run}-${who}`, digest, expected: null }
  return codeOf(await visitors[who].post(restoreTag, '/api/v1/tags/restore', form))
}

const places = Object.keys(repositories) as Where[]
const row = async (ask: typeof read, who: Who) => {
  const answers: string[] = []
  for (const where of places) answers.push(await ask(who, where))
  return answers
}

describe('the operator lends for reading', () => {
  beforeAll(() => start(false))

  test.each([
    ['anonymous', ['ok', 'NOT_FOUND', 'ok', 'NOT_FOUND']],
    ['ada', ['ok', 'ok', 'ok', 'NOT_FOUND']],
    ['ben', ['ok', 'NOT_FOUND', 'ok', 'NOT_FOUND']],
    ['script', ['ok', 'NOT_FOUND', 'ok', 'NOT_FOUND']],
  ] as const)('%s reads: %j', async (who, expected) => {
    expect(await row(read, who)).toEqual(expected)
  })

  test.each([
    ['anonymous', Array(4).fill('UNAUTHORIZED'), Array(4).fill('UNAUTHORIZED')],
    ['ada', ['DENIED', 'ok', 'DENIED', 'NOT_FOUND'], ['DENIED', 'ok', 'DENIED', 'NOT_FOUND']],
    ['ben', ['DENIED', 'NOT_FOUND', 'DENIED', 'NOT_FOUND'], ['DENIED', 'NOT_FOUND', 'DENIED', 'NOT_FOUND']],
    ['script', Array(4).fill('UNAUTHORIZED'), Array(4).fill('UNAUTHORIZED')],
  ] as const)('%s pushes %j, deletes %j', async (who, pushes, deletes) => {
    expect([await row(push, who), await row(remove, who)]).toEqual([pushes, deletes])
  })
})

describe('the operator lends for writing too', () => {
  beforeAll(() => start(true))

  test.each([
    ['anonymous', Array(4).fill('UNAUTHORIZED'), Array(4).fill('UNAUTHORIZED')],
    ['ada', ['DENIED', 'ok', 'DENIED', 'NOT_FOUND'], ['DENIED', 'ok', 'DENIED', 'NOT_FOUND']],
    [
      'script',
      ['UNAUTHORIZED', 'UNAUTHORIZED', 'ok', 'UNAUTHORIZED'],
      ['UNAUTHORIZED', 'UNAUTHORIZED', 'ok', 'UNAUTHORIZED'],
    ],
  ] as const)('%s pushes %j, deletes %j', async (who, pushes, deletes) => {
    expect([await row(push, who), await row(remove, who)]).toEqual([pushes, deletes])
  })
})

describe('nothing of it', () => {
  beforeEach(() => start(true, { ARCHIPELAGO_READ_ONLY: 'true' }))

  test.each(['anonymous', 'ada', 'script'] as const)('%s writes while reading only is set', async (who) => {
    for (const write of [push, remove, putBack]) expect(await row(write, who)).toEqual(Array(4).fill('READ_ONLY'))
  })
})

test('the history shows what the caller may see, and what they wrote', async () => {
  await start(true)
  await push('ada', 'of ada')
  await push('script', 'of the operator')
  const historyOf = async (who: Who) => {
    const response = await visitors[who].get(getHistory, '/api/v1/history')
    return historySchema.parse(await response.json()).entries.map(({ by, reference }) => `${by} ${reference}`)
  }
  const ofAda = `ada ${named('of ada')}:new-${run}-ada`
  const ofScript = `script ${named('of the operator')}:new-${run}-script`
  expect(await historyOf('ada')).toEqual([ofScript, ofAda])
  expect(await historyOf('ben')).toEqual([ofScript])
  expect(await historyOf('anonymous')).toEqual([ofScript])
})

test('strangers are not told as whom the operator has signed in', async () => {
  await start(false)
  const text = await (await visitors.anonymous.get(listRegistries, '/api/v1/registries')).text()
  expect(JSON.parse(text).registries).toContainEqual(
    expect.objectContaining({ registry: place.registry, signIn: { via: 'operator' } }),
  )
  expect(text).not.toContain('"operator"}}')
  expect(text).not.toContain('operator-password')
})
