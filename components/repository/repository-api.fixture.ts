import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DetachedWindowAPI } from 'happy-dom'
import type { Suggestion, TagFacts, TagLine } from '@/lib/contract/tags'

declare global {
  interface Window {
    happyDOM: DetachedWindowAPI
  }
}

export const repository = 'localhost:5000/demo/app'

type Failure = { error: { code: string; message: string } }
type TagAnswer = { tags: string[]; next?: string } | Failure

/** One request for the facts of tags, which waits for what the test sends. */
export interface FactsRequest {
  tags: string[]
  detail: string
  isLeft: boolean
  send: (...lines: TagLine[]) => void
  end: () => void
}

interface Answers {
  /** Given in turn, each when it is released. */
  pages?: TagAnswer[]
  /** Answers every request for facts at once; without it the test does, through `facts`. */
  lines?: (tag: string) => TagLine
  suggestions?: () => Suggestion[] | Failure
  /** What a POST is answered with, at once or later: one document, or the lines of a stream. */
  post?: (path: string, body: unknown) => unknown
}

export interface RepositoryApi {
  /** What each request for a page of tags gave as `last`. */
  asked: (string | null)[]
  facts: FactsRequest[]
  posts: { path: string; body: unknown }[]
  /** Lets one more page go. */
  release: () => void
  close: () => Promise<unknown>
}

function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return JSON.parse(Buffer.concat(chunks).toString() || 'null')
}

function answerJson(response: ServerResponse, body: unknown): void {
  const isFailure = typeof body === 'object' && body !== null && 'error' in body
  response.writeHead(isFailure ? 502 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function openFacts(query: URLSearchParams, response: ServerResponse): FactsRequest {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  response.flushHeaders()
  const request: FactsRequest = {
    tags: query.getAll('tag'),
    detail: query.get('detail') ?? '',
    isLeft: false,
    send: (...lines) => void response.write(lines.map((line) => `${JSON.stringify(line)}\n`).join('')),
    end: () => void response.end(),
  }
  response.on('close', () => {
    request.isLeft = !response.writableEnded
  })
  return request
}

/** A real server with the API of one repository; the page then stands at its address. */
export async function startRepositoryApi(answers: Answers = {}): Promise<RepositoryApi> {
  const { pages = [], lines, suggestions = () => [], post = () => ({}) } = answers
  const asked: RepositoryApi['asked'] = []
  const facts: FactsRequest[] = []
  const posts: RepositoryApi['posts'] = []
  const gates = pages.map(gate)
  let released = 0

  const answerPage = async (query: URLSearchParams, response: ServerResponse) => {
    const place = asked.push(query.get('last')) - 1
    await gates[place]?.opened
    const answer = pages[place] ?? { error: { code: 'NOT_FOUND', message: 'There are no more answers.' } }
    answerJson(response, 'error' in answer ? answer : { repository, ...answer })
  }
  const answerFacts = (query: URLSearchParams, response: ServerResponse) => {
    const request = openFacts(query, response)
    facts.push(request)
    if (!lines) return
    request.send(...request.tags.map(lines))
    request.end()
  }
  const answerPost = async (path: string, request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request)
    posts.push({ path, body })
    const answer = await post(path, body)
    if (Array.isArray(answer)) response.end(answer.map((line) => `${JSON.stringify(line)}\n`).join(''))
    else answerJson(response, answer)
  }
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    if (request.method === 'POST') void answerPost(pathname, request, response)
    else if (pathname === '/api/v1/tags') void answerPage(searchParams, response)
    else if (pathname === '/api/v1/tags/platforms') answerFacts(searchParams, response)
    else answerJson(response, suggestions())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  window.happyDOM.setURL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  return {
    asked,
    facts,
    posts,
    release: () => gates[released++]?.open(),
    close: () => {
      for (const { open } of gates) open()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

export const digestOf = (character: string) => `sha256:${character.repeat(64)}`

/** What the API says of a tag that is an image for one platform, or an index of several. */
export function factsOf(tag: string, platforms: string[], more: Partial<TagFacts> = {}): TagFacts {
  const kind = platforms.length === 1 ? 'image' : 'index'
  const measures = { created: '2026-05-01T10:00:00Z', size: 1_000_000 }
  const images = platforms.map((platform, place) => ({ platform, digest: digestOf(String(place + 1)), ...measures }))
  return { tag, digest: digestOf('f'), kind, platforms, images, ...measures, ...more }
}
