import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { NavigationProgress } from './navigation-progress'

const place = { pathname: '/', search: '' }
vi.mock('next/navigation', () => ({
  usePathname: () => place.pathname,
  useSearchParams: () => new URLSearchParams(place.search),
}))

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  place.pathname = '/'
})

/** A link as Next makes it, which takes the press over, beside one that the browser follows. */
const page = () => (
  <>
    <NavigationProgress />
    <a href="/registry/slow.example.com" onClick={(event) => event.preventDefault()}>
      inside
    </a>
    <a href={window.location.href} onClick={(event) => event.preventDefault()}>
      to this page
    </a>
    <a href="/api/v1/raw">out of the pages</a>
  </>
)
const words = () => screen.getByRole('status').textContent
const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

it('says that a slow page is on its way, until it is there', async () => {
  const { rerender } = render(page())
  fireEvent.click(screen.getByText('inside'))
  await wait(300)
  expect(words()).toBe('')
  await wait(200)
  expect(words()).toBe('Opening the page…')
  place.pathname = '/registry/slow.example.com'
  rerender(page())
  rerender(page())
  expect(words()).toBe('')
})

it('says nothing of a page that comes quickly', async () => {
  const { rerender } = render(page())
  fireEvent.click(screen.getByText('inside'))
  place.pathname = '/registry/slow.example.com'
  rerender(page())
  await wait(1000)
  expect(words()).toBe('')
})

it.each(['to this page', 'out of the pages'])('says nothing of a link that leads %s', async (name) => {
  render(page())
  const stay = (event: Event) => event.preventDefault()
  window.addEventListener('click', stay)
  fireEvent.click(screen.getByText(name))
  await wait(1000)
  expect(words()).toBe('')
  window.removeEventListener('click', stay)
})
