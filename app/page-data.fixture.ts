import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { ReactNode } from 'react'
import {
  compareHref,
  composeHref,
  deleteHref,
  historyHref,
  imageHref,
  repositoryHref,
  splitHref,
} from '@/lib/contract/links'
import { pageResponses } from '@/lib/server/page-responses'
import { sharedOrigin } from '@/lib/server/shared-mode.fixture'
import ComparePage from './compare/page'
import ComposePage from './compose/page'
import DeletePage from './delete/page'
import HistoryPage from './history/page'
import ImagePage from './image/[...reference]/page'
import RepositoryPage from './repository/[...repository]/page'
import SplitPage from './split/page'

type Page = (address: URL) => Promise<ReactNode>

/** As Next hands them over: a path’s segments still encoded. */
const segmentsOf = ({ pathname }: URL) => Promise.resolve(pathname.split('/').slice(2))
const searchOf = ({ searchParams }: URL) => Promise.resolve(Object.fromEntries(searchParams))

const image: Page = async (url) =>
  ImagePage({ params: segmentsOf(url).then((reference) => ({ reference })), searchParams: searchOf(url) })
const repository: Page = async (url) =>
  RepositoryPage({ params: segmentsOf(url).then((names) => ({ repository: names })), searchParams: searchOf(url) })
const noParams = Promise.resolve({})

/** The pages that read something of an image, with the address of each. */
export const pages: Record<string, { page: Page; href: (name: string) => string }> = {
  'page of an image': { page: image, href: (name) => imageHref(`${name}:1`) },
  'page of a repository': { page: repository, href: repositoryHref },
  'page that compares': {
    page: async (url) => ComparePage({ params: noParams, searchParams: searchOf(url) }),
    href: (name) => compareHref({ base: `${name}:1`, target: `${name}:1` }),
  },
  'page that composes': {
    page: async (url) => ComposePage({ params: noParams, searchParams: searchOf(url) }),
    href: (name) => composeHref({ target: `${name}:2`, sources: [{ reference: `${name}:1` }] }),
  },
  'page that splits': {
    page: async (url) => SplitPage({ params: noParams, searchParams: searchOf(url) }),
    href: (name) => splitHref({ reference: `${name}:1` }),
  },
  'page that deletes': {
    page: async (url) => DeletePage({ params: noParams, searchParams: searchOf(url) }),
    href: (name) => deleteHref(`${name}:1`),
  },
  'page of the history': {
    page: async (url) => HistoryPage({ params: noParams, searchParams: searchOf(url) }),
    href: historyHref,
  },
}

function promisesIn(value: unknown): Promise<unknown>[] {
  if (value instanceof Promise) return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key.startsWith('_') ? [] : promisesIn(inner)))
}

const toText = (value: unknown) =>
  JSON.stringify(value, (key, inner) => (key.startsWith('_') || key.endsWith('At') ? undefined : inner)) ?? ''

/** Everything that a page hands to the browser, what streams in behind it too. */
export async function readPage(title: string, name: string): Promise<Response> {
  const { page, href } = pages[title] as (typeof pages)[string]
  const request = { headers: {}, rawHeaders: [], socket: {} }
  const response = Object.assign(new EventEmitter(), { statusCode: 200, headersSent: false, req: request })
  const tree = await pageResponses().run(response as unknown as ServerResponse, () =>
    page(new URL(href(name), sharedOrigin)),
  )
  const later = await Promise.allSettled(promisesIn(tree))
  return new Response([tree, ...later].map(toText).join('\n'), { status: response.statusCode })
}
