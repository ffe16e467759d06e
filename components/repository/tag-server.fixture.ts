import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DetachedWindowAPI } from 'happy-dom'

declare global {
  interface Window {
    happyDOM: DetachedWindowAPI
  }
}

type TagAnswer = { tags: string[]; next?: string } | { error: { code: string; message: string } }

export interface TagServer {
  /** What each request gave as `last`. */
  asked: (string | null)[]
  /** Lets one more answer go. */
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

/** A real server whose answers are given in turn, each when it is released; the page then stands at its address. */
export async function startTagServer(answers: TagAnswer[]): Promise<TagServer> {
  const asked: (string | null)[] = []
  const gates = answers.map(gate)
  let released = 0
  const server = createServer(async (request, response) => {
    const place = asked.push(new URL(request.url ?? '', 'http://localhost').searchParams.get('last')) - 1
    await gates[place]?.opened
    const answer = answers[place] ?? { error: { code: 'NOT_FOUND', message: 'There are no more answers.' } }
    const body = 'error' in answer ? answer : { repository: 'localhost:5000/demo/app', ...answer }
    response.writeHead('error' in answer ? 502 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  window.happyDOM.setURL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  return {
    asked,
    release: () => gates[released++]?.open(),
    close: () => {
      for (const { open } of gates) open()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
