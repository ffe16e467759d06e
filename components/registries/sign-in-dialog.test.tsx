import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetVisits } from '@/components/reference/visited-places'
import { imageQuery } from '@/lib/contract/queries'
import type { KnownRegistry } from '@/lib/contract/registries'
import { known, openRegistries, type RegistriesApi, startRegistriesApi } from './registries-api.fixture'

const router = { replace: vi.fn(), refresh: vi.fn() }
vi.mock('next/navigation', () => ({ useRouter: () => router }))

const registry = 'registry.example.com'
const password = 'correct horse battery staple'
const image = [...imageQuery(`${registry}/team/app:1`).queryKey]
let api: RegistriesApi
let search = ''

beforeEach(() => {
  router.replace.mockClear()
  router.refresh.mockClear()
})
afterEach(async () => {
  await api.close()
  forgetVisits()
})

async function open(address: string, signIn: KnownRegistry['signIn'] = null): Promise<UserEvent> {
  api = await startRegistriesApi([known(registry, { signIn })])
  api.client.setQueryData(image, 'private')
  search = address
  const { user } = openRegistries(api, address, ({ queryString }) => {
    search = queryString
  })
  await screen.findByRole('list', { name: 'Registries', hidden: true })
  return user
}

const dialog = () => screen.findByRole('dialog')
const item = () => screen.findByRole('listitem', { name: registry })
const remembers = () => api.client.getQueryData(image) !== undefined

async function fill(user: UserEvent, { username = 'ada', secret = password } = {}) {
  const form = within(await dialog())
  if (username) await user.type(form.getByRole('textbox', { name: 'User name' }), username)
  if (secret) await user.type(form.getByLabelText('Password or access token'), secret)
  await user.keyboard('{Enter}')
}

describe('the sign-in', () => {
  it('is opened by its button, and the address says so; Escape leads back to the button', async () => {
    const user = await open('')
    await user.click(screen.getByRole('button', { name: `Sign in to ${registry}` }))
    expect(await dialog()).toHaveAccessibleName(`Sign in to ${registry}`)
    expect(search).toBe(`?sign-in=${registry}`)
    expect(screen.getByRole('textbox', { name: 'User name' })).toHaveFocus()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(search).toBe('')
    await waitFor(() => expect(screen.getByRole('button', { name: `Sign in to ${registry}` })).toHaveFocus())
  })

  it('is kept when the registry accepts it: the row says so, and all that was read before is forgotten', async () => {
    const user = await open(`?sign-in=${registry}`)
    expect(remembers()).toBe(true)
    await fill(user)
    expect(await item()).toHaveTextContent('Signed in as ada')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(api.asked.find(({ what }) => what === 'sign-in')?.body).toEqual({ registry, username: 'ada', password })
    expect(remembers()).toBe(false)
    expect(search).toBe('')
    expect(router.refresh).toHaveBeenCalledOnce()
    expect(router.replace).not.toHaveBeenCalled()
  })

  it('leaves no password in this browser', async () => {
    const user = await open(`?sign-in=${registry}`)
    await fill(user)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const left = [
      JSON.stringify({ ...localStorage, ...sessionStorage }),
      JSON.stringify(
        api.client
          .getMutationCache()
          .getAll()
          .map(({ state }) => state),
      ),
      JSON.stringify(
        api.client
          .getQueryCache()
          .getAll()
          .map(({ state, queryKey }) => ({ state, queryKey })),
      ),
      document.documentElement.outerHTML,
      search,
    ]
    for (const text of left) expect(text).not.toContain(password)
  })

  it('leads back to the page that asked for it', async () => {
    const user = await open(`?sign-in=${registry}&back=/image/${registry}/team/app:1`)
    await fill(user)
    await waitFor(() => expect(router.replace).toHaveBeenCalledExactlyOnceWith(`/image/${registry}/team/app:1`))
    expect(remembers()).toBe(false)
  })

  it.each(['https://evil.example/', '//evil.example', '/.//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'does not lead to %s',
    async (back) => {
      const user = await open(`?sign-in=${registry}&back=${encodeURIComponent(back)}`)
      await fill(user)
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
      expect(router.replace).not.toHaveBeenCalled()
      expect(await item()).toHaveTextContent('Signed in as ada')
    },
  )

  it('that is refused says so in the server’s words, keeps what was written, and may be tried again', async () => {
    const user = await open(`?sign-in=${registry}`)
    api.signIn = () => ({
      code: 'UNAUTHORIZED',
      message: 'registry.example.com does not accept this name and password.',
    })
    await fill(user)
    expect(await within(await dialog()).findByRole('alert')).toHaveTextContent(
      'does not accept this name and password.',
    )
    expect(screen.getByRole('textbox', { name: 'User name' })).toHaveValue('ada')
    expect(remembers()).toBe(true)
    api.signIn = () => ({ isConfirmed: true })
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await item()).toHaveTextContent('Signed in as ada')
  })

  it.each([
    [{ username: '', secret: password }, 'User name', 'Write the user name.'],
    [{ username: 'ada', secret: '' }, 'Password or access token', 'Write the password or the token.'],
  ])('is not sent when a part is missing: %j', async (fields, label, sentence) => {
    const user = await open(`?sign-in=${registry}`)
    await fill(user, fields)
    expect(screen.getByLabelText(label)).toHaveAccessibleDescription(sentence)
    expect(screen.getByLabelText(label)).toHaveFocus()
    expect(api.asked.map(({ what }) => what)).not.toContain('sign-in')
  })

  it('shows its progress and is sent once; closing the dialog ends it', async () => {
    const user = await open(`?sign-in=${registry}`)
    api.signIn = () => new Promise(() => {})
    await fill(user)
    const button = await screen.findByRole('button', { name: 'Signing in…' })
    expect(button).toHaveAttribute('aria-busy', 'true')
    await user.click(button)
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(api.left).toEqual(['sign-in']))
    expect(api.asked.filter(({ what }) => what === 'sign-in')).toHaveLength(1)
  })

  it('that nobody has looked at says so, and goes on at the press of a button', async () => {
    const user = await open(`?sign-in=${registry}&back=/image/app:1`)
    api.signIn = () => ({ isConfirmed: false })
    await fill(user)
    expect(await within(await dialog()).findByRole('status')).toHaveTextContent(
      `${registry} also answers those who give no name.`,
    )
    expect(router.replace).not.toHaveBeenCalled()
    expect(screen.getByRole('button', { name: 'Go on' })).toHaveFocus()
    await user.keyboard('{Enter}')
    expect(router.replace).toHaveBeenCalledExactlyOnceWith('/image/app:1')
  })

  it('to one that is not listed lists it', async () => {
    await open('?sign-in=123456789012.dkr.ecr.eu-west-1.amazonaws.com')
    const form = within(await dialog())
    expect(form.getByRole('textbox', { name: 'User name' })).toHaveValue('AWS')
    expect(form.getByText(/holds for 12 hours/)).toBeInTheDocument()
    expect(form.getByLabelText('Password or access token')).toHaveFocus()
  })

  it('to no registry at all is not opened', async () => {
    await open('?sign-in=javascript:alert(1)')
    expect(screen.getByText(/not the address of a registry/)).toBeInTheDocument()
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('signing out', () => {
  const signedIn = { username: 'ada', via: 'session' } as const

  it('forgets all that was read, and says so', async () => {
    const user = await open('', signedIn)
    expect(remembers()).toBe(true)
    await user.click(screen.getByRole('button', { name: `Sign out of ${registry}` }))
    await waitFor(async () => expect(await item()).toHaveTextContent('Not signed in'))
    expect(api.asked.find(({ what }) => what === 'sign-out')?.body).toEqual({ registry })
    expect(remembers()).toBe(false)
    expect(router.refresh).toHaveBeenCalledOnce()
    await waitFor(() => expect(screen.getByRole('button', { name: `Sign in to ${registry}` })).toHaveFocus())
  })

  it('that fails says that one is still signed in', async () => {
    const user = await open('', signedIn)
    api.signOut = () => ({ code: 'DENIED', message: 'Signing in and out is done on the page of Archipelago itself.' })
    await user.click(screen.getByRole('button', { name: `Sign out of ${registry}` }))
    expect(await screen.findByRole('alert')).toHaveTextContent('You are still signed in.')
    expect(await item()).toHaveTextContent('Signed in as ada')
    expect(remembers()).toBe(true)
  })
})
