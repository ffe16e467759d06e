import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { forgetVisits, rememberRegistry } from '@/components/reference/visited-places'
import { registriesQuery } from '@/lib/contract/queries'
import type { KnownRegistry, RegistryCheck } from '@/lib/contract/registries'
import { known, openRegistries, type RegistriesApi, startRegistriesApi } from './registries-api.fixture'

vi.mock('next/navigation', () => ({ useRouter: () => ({ replace: vi.fn(), refresh: vi.fn() }) }))

const registry = 'registry.example.com'
let api: RegistriesApi
afterEach(async () => {
  await api.close()
  forgetVisits()
})

const row = (name: string) => screen.findByRole('listitem', { name })
const rows = async () => {
  const list = await screen.findByRole('list', { name: 'Registries' })
  return within(list)
    .getAllByRole('heading')
    .map((heading) => heading.textContent)
}
const questions = (what: string) => api.asked.filter((question) => question.what === what).length

async function open(list: KnownRegistry[], search?: string) {
  api = await startRegistriesApi(list)
  return openRegistries(api, search)
}

function laterAnswer() {
  let give = (_check: RegistryCheck) => {}
  const answer = new Promise<RegistryCheck>((resolve) => {
    give = resolve
  })
  return { answer, give }
}

async function openWithCheck(answer: RegistryCheck) {
  api = await startRegistriesApi([known(registry)])
  api.check = () => answer
  return openRegistries(api)
}

describe('whether a registry answers', () => {
  it.each<[Omit<RegistryCheck, 'registry'>, string[]]>([
    [{ isReachable: true, latencyMs: 1204, hasCatalog: true }, ['Answers in 1,204 ms', 'Lists its repositories']],
    [
      { isReachable: true, latencyMs: 8, hasCatalog: false },
      ['Answers in 8 ms', 'No list of repositories: each is opened by its name'],
    ],
    [
      { isReachable: true, latencyMs: 8, hasCatalog: true, hasReferrers: true, deletes: 'digests', isReadOnly: true },
      ['Lists its repositories; has referrers; deletes by digest only; set to read only here'],
    ],
    [
      { isReachable: true, latencyMs: 8, hasCatalog: true, hasReferrers: false, deletes: 'nothing', isReadOnly: false },
      ['Lists its repositories; keeps referrers in tags; nothing can be deleted from here'],
    ],
    [
      { isReachable: true, latencyMs: 8, message: 'It asks for a sign-in.' },
      ['Answers in 8 ms', 'It asks for a sign-in.'],
    ],
    [
      { isReachable: false, message: 'There is no host of this name.' },
      ['Not reachable', 'There is no host of this name.'],
    ],
    [
      { isReachable: false, latencyMs: 3, message: 'Its rate limit is reached.' },
      ['Answers, but cannot be used', 'Its rate limit is reached.'],
    ],
  ])('%j', async (check, words) => {
    await openWithCheck({ registry, ...check })
    const item = await row(registry)
    for (const text of words) expect(await within(item).findByText(text)).toBeInTheDocument()
  })

  it('is asked of each on its own: one that hangs holds nobody up', async () => {
    const { answer, give } = laterAnswer()
    api = await startRegistriesApi([known('slow.example.com'), known(registry)])
    api.check = (asked) => (asked === registry ? { registry, isReachable: true, latencyMs: 5 } : answer)
    openRegistries(api)
    expect(await within(await row(registry)).findByText('Answers in 5 ms')).toBeInTheDocument()
    const slow = await row('slow.example.com')
    expect(within(slow).getByText('Checking slow.example.com')).toBeInTheDocument()
    give({ registry: 'slow.example.com', isReachable: false, message: 'It took too long.' })
    expect(await within(slow).findByText('It took too long.')).toBeInTheDocument()
  })

  it('is not asked again within a minute, unless somebody presses the button', async () => {
    api = await startRegistriesApi([known(registry)])
    const first = openRegistries(api)
    await screen.findByText('Answers in 12 ms')
    first.leave()
    const { user } = openRegistries(api)
    await screen.findByText('Answers in 12 ms')
    expect(questions(`check ${registry}`)).toBe(1)
    api.check = () => ({ registry, isReachable: true, latencyMs: 99 })
    await user.click(screen.getByRole('button', { name: `Check ${registry} again` }))
    expect(await screen.findByText('Answers in 99 ms')).toBeInTheDocument()
    expect(questions(`check ${registry}`)).toBe(2)
  })

  it('may bring news, for which the list is read anew', async () => {
    const { answer, give } = laterAnswer()
    api = await startRegistriesApi([known(registry, { signIn: { username: 'eve', via: 'docker-config' } })])
    api.check = () => answer
    openRegistries(api)
    await screen.findByText('eve')
    expect(screen.queryByText(/refused/)).toBeNull()
    api.list = [known(registry, { signIn: { username: 'eve', via: 'docker-config' }, signInRefused: true })]
    give({ registry, isReachable: true, latencyMs: 5 })
    expect(await screen.findByText('Sign-in refused', { exact: false })).toHaveTextContent('Sign-in refused: eve')
    expect(screen.getByText(/what is shown is what everybody may see/)).toBeInTheDocument()
    expect(screen.getByRole('button', { name: `Sign in to ${registry}` })).toBeInTheDocument()
  })

  it('that could not be asked is not said of the registry', async () => {
    api = await startRegistriesApi([known(registry)])
    api.check = () => ({ code: 'REGISTRY_NOT_ALLOWED', message: 'It is in a private network.' })
    openRegistries(api)
    expect(await screen.findByText('Not checked')).toBeInTheDocument()
    expect(screen.getByText('It is in a private network.')).toBeInTheDocument()
  })
})

describe('with whose sign-in it is asked', () => {
  it.each<[KnownRegistry['signIn'], string, string | null]>([
    [{ username: 'ada', via: 'session' }, 'Signed in as adain this browser', 'Sign out of registry.example.com'],
    [{ username: 'ada', via: 'docker-config' }, 'Signed in as adaby Docker’s or podman’s file', null],
    [{ via: 'docker-config' }, 'Signed inby Docker’s or podman’s file', null],
    [null, 'Not signed in', null],
  ])('%j', async (signIn, words, signOut) => {
    await open([known(registry, { signIn })])
    const item = await row(registry)
    expect(within(item).getByRole('status')).toHaveTextContent(words)
    const button = within(item).queryByRole('button', { name: /Sign out/ })
    if (signOut === null) expect(button).toBeNull()
    else expect(button).toHaveAccessibleName(signOut)
  })
})

describe('what registries let slip', () => {
  it('stands in the row: limit, warnings as they are', async () => {
    const warnings = ['Moves on <b>1 March</b>.', 'Read \u202Edaer']
    await open([known(registry, { rateLimit: { limit: 100, remaining: 7 }, warnings })])
    const item = await row(registry)
    expect(item).toHaveTextContent('7 of 100 requests left')
    expect(item).toHaveTextContent('Moves on <b>1 March</b>.')
    expect(item).toHaveTextContent('Read U+202Edaer')
  })
})

describe('the list', () => {
  it('links each to its page, by the name that people use', async () => {
    await open([known('ghcr.io', { name: 'GitHub Container Registry' })])
    const link = await screen.findByRole('link', { name: 'GitHub Container Registry' })
    expect(link).toHaveAttribute('href', '/registry/ghcr.io')
    expect(await row('GitHub Container Registry')).toHaveTextContent('ghcr.io')
  })

  it('ends with those that this browser remembers, each once, and no garbage', async () => {
    api = await startRegistriesApi([known(registry)])
    for (const visited of ['localhost:5000', '../../etc', registry]) rememberRegistry(visited)
    openRegistries(api)
    await waitFor(async () => expect(await rows()).toEqual([registry, 'localhost:5000']))
    expect(await row('localhost:5000')).toHaveTextContent('Not signed in from this browser')
  })

  it('keeps its order while one looks at it, whatever is known by then', async () => {
    api = await startRegistriesApi([known('ghcr.io'), known(registry)])
    rememberRegistry('localhost:5000')
    openRegistries(api)
    await waitFor(async () => expect(await rows()).toEqual(['ghcr.io', registry, 'localhost:5000']))
    await screen.findAllByText('Answers in 12 ms')
    api.list = [known('localhost:5000'), known('quay.io'), known(registry, { warnings: ['Now signed in.'] })]
    await api.client.invalidateQueries({ queryKey: registriesQuery().queryKey })
    expect(await screen.findByText('Now signed in.')).toBeInTheDocument()
    expect(await rows()).toEqual([registry, 'localhost:5000', 'quay.io'])
  })

  it('says when this server only reads', async () => {
    api = await startRegistriesApi([known(registry)])
    api.readOnly = true
    openRegistries(api)
    expect(await screen.findByText('This server only reads.')).toBeInTheDocument()
  })

  it('that cannot be read anew stays, and says so', async () => {
    api = await startRegistriesApi([known(registry)])
    api.client.setQueryData(registriesQuery().queryKey, { registries: [known(registry)], readOnly: false })
    openRegistries(api)
    await screen.findByText('Answers in 12 ms')
    await waitFor(() => expect(questions('list')).toBe(1))
    Object.assign(api, { list: 'nonsense' })
    await api.client.invalidateQueries({ queryKey: registriesQuery().queryKey })
    expect(await screen.findByRole('alert')).toHaveTextContent('The list may be out of date.')
    expect(await rows()).toEqual([registry])
  })
})

describe('another registry', () => {
  const type = async (text: string) => {
    const { user } = await open([known(registry)])
    await user.type(await screen.findByRole('textbox', { name: 'Add a registry' }), `${text}{Enter}`)
    return user
  }

  it.each([
    ['not a host', /not the address of a registry/],
    ['https://', /Write the address of a registry/],
    ['team', /add the domain or the port/],
    ['host:99999', /not the address of a registry/],
    ['ghcr.io/org/app', /not the address of a registry/],
  ])('%s is not asked', async (text, sentence) => {
    await type(text)
    expect(await screen.findByRole('alert')).toHaveTextContent(sentence)
    expect(screen.getByRole('textbox', { name: 'Add a registry' })).toHaveAccessibleDescription(sentence)
    await screen.findByText('Answers in 12 ms')
    expect(api.asked.filter(({ what }) => what.startsWith('check'))).toHaveLength(1)
  })

  it('is listed when it answers, and remembered', async () => {
    await type('HTTPS://New.example.com:5000/v2/')
    await waitFor(async () => expect(await rows()).toEqual([registry, 'new.example.com:5000']))
    expect(questions('check new.example.com:5000')).toBe(1)
    expect(screen.getByRole('textbox', { name: 'Add a registry' })).toHaveValue('')
    cleanup()
    openRegistries(api)
    await waitFor(async () => expect(await rows()).toContain('new.example.com:5000'))
  })

  it('that does not answer is not remembered, and the reason stands at the field until the next stroke', async () => {
    api = await startRegistriesApi([])
    api.check = (asked) => ({ registry: asked, isReachable: false, message: `Nothing answers at ${asked}.` })
    const { user } = openRegistries(api)
    const field = await screen.findByRole('textbox', { name: 'Add a registry' })
    await user.type(field, 'localhost:5999{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('Nothing answers at localhost:5999.')
    expect(screen.queryByRole('listitem', { name: 'localhost:5999' })).toBeNull()
    await user.type(field, '1')
    expect(screen.queryByRole('alert')).toBeNull()
  })
})
