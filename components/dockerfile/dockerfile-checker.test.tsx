import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { DetachedWindowAPI } from 'happy-dom'
import { Tooltip } from 'radix-ui'
import { afterEach, describe, expect, it } from 'vitest'
import type { BaseRow, DockerfileCheck, DockerfileInput } from '@/lib/contract/dockerfile'
import { DockerfileChecker } from './dockerfile-checker'

const base = 'localhost:5000/app:1.0-amd64'

function row(more: Partial<BaseRow> = {}): BaseRow {
  const cells = [
    { platform: 'linux/amd64', state: 'has' as const },
    { platform: 'linux/arm64', state: 'lacks' as const },
  ]
  const facts = { isOnBuildMachine: false, isExternal: true, isUsed: true, platforms: ['linux/amd64'], cells }
  return { stage: 0, how: 'from', line: 1, written: base, reference: base, ...facts, ...more }
}

const sample: DockerfileCheck = {
  kind: 'dockerfile',
  stages: [row()],
  copies: [],
  wanted: ['linux/amd64', 'linux/arm64'],
  platforms: ['linux/amd64', 'linux/arm64'],
  shared: ['linux/amd64'],
  missing: [{ platform: 'linux/arm64', reference: base, lines: [1] }],
  suggestions: [{ reference: base, suggested: 'localhost:5000/app:1.1', platforms: ['linux/amd64', 'linux/arm64'] }],
  command: 'docker buildx build --platform linux/amd64 .',
  problems: [],
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function readInput(request: IncomingMessage): Promise<DockerfileInput> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return JSON.parse(Buffer.concat(chunks).toString())
}

/** The page before a real server. */
async function open(answer: Partial<DockerfileCheck> | { error: object } = {}) {
  const asked: DockerfileInput[] = []
  const server = createServer(async (request, response) => {
    asked.push(await readInput(request))
    const isError = 'error' in answer
    response.writeHead(isError ? 413 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isError ? answer : { ...sample, ...answer }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  const { happyDOM } = window as typeof window & { happyDOM: DetachedWindowAPI }
  happyDOM.setURL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Tooltip.Provider>
        <DockerfileChecker />
      </Tooltip.Provider>
    </QueryClientProvider>,
  )
  return { asked, user: userEvent.setup() }
}

const field = () => screen.getByRole('textbox', { name: /^Dockerfile/ })
const result = () => screen.getByRole('region', { name: 'Result' })
const checkButton = () => screen.getByRole('button', { name: /^Check|^Reading/ })

describe('the form', () => {
  it('asks nothing before there is something to ask', async () => {
    const { asked } = await open()
    expect(checkButton()).toBeDisabled()
    expect(screen.getByText('Which platforms can it be built for?')).toBeVisible()
    expect(asked).toEqual([])
  })

  it('sends the file when told, by button or keyboard, not at every letter', async () => {
    const { asked, user } = await open()
    await user.type(field(), 'FROM a')
    expect(asked).toEqual([])
    await user.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByRole('table')
    await user.type(field(), 'b')
    expect(screen.getByText(/Changed since/)).toBeVisible()
    await user.click(checkButton())
    await waitFor(() => expect(asked.map(({ dockerfile }) => dockerfile)).toEqual(['FROM a', 'FROM ab']))
  })

  it('reads what is pasted or dropped at once', async () => {
    const { asked, user } = await open()
    await user.click(field())
    await user.paste('FROM pasted')
    await screen.findByRole('table')
    const file = new File(['FROM dropped'], 'Dockerfile')
    fireEvent.drop(field(), { dataTransfer: { files: [file] } })
    await waitFor(() => expect(asked.map(({ dockerfile }) => dockerfile)).toEqual(['FROM pasted', 'FROM dropped']))
    expect(field()).toHaveValue('FROM dropped')
  })

  it('asks again when another platform is wanted', async () => {
    const { asked, user } = await open()
    await user.click(field())
    await user.paste('FROM a')
    await screen.findByRole('table')
    await user.click(screen.getByRole('checkbox', { name: 'linux/s390x' }))
    await user.type(screen.getByRole('textbox', { name: 'Another platform' }), 'nonsense{Enter}')
    expect(screen.getByRole('alert')).toHaveTextContent('os/architecture')
    await user.clear(screen.getByRole('textbox', { name: 'Another platform' }))
    await user.type(screen.getByRole('textbox', { name: 'Another platform' }), 'windows/x86_64{Enter}')
    expect(await screen.findByRole('checkbox', { name: 'windows/amd64' })).toBeChecked()
    await waitFor(() =>
      expect(asked.at(-1)?.platforms).toEqual(['linux/amd64', 'linux/arm64', 'linux/s390x', 'windows/amd64']),
    )
  })

  it('has a field for each ARG that a FROM can use, and sends its value', async () => {
    const { asked, user } = await open()
    await user.click(field())
    await user.paste('ARG V=1\nFROM a:$V\nARG INNER=2\n')
    expect(screen.queryByRole('textbox', { name: 'INNER' })).toBeNull()
    await user.type(screen.getByRole('textbox', { name: 'V' }), '2')
    await waitFor(() => expect(asked.at(-1)?.args).toEqual({ V: '2' }))
  })
})

describe('the answer', () => {
  const check = async (answer?: Parameters<typeof open>[0]) => {
    const { user } = await open(answer)
    await user.click(field())
    await user.paste('FROM a')
    return user
  }

  it('shows what is missing, a way out and the gap in the table', async () => {
    await check()
    const table = await screen.findByRole('table')
    expect(within(table).getByRole('img', { name: 'Has linux/amd64' })).toBeVisible()
    expect(within(table).getByRole('img', { name: 'Has nothing for linux/arm64' })).toBeVisible()
    expect(result()).toHaveTextContent(/\(line 1\) has nothing for linux\/arm64/)
    const links = within(result())
      .getAllByRole('link')
      .map((link) => link.getAttribute('href'))
    expect(links).toContain('/image/localhost:5000/app:1.1')
    expect(screen.getByText('docker buildx build --platform linux/amd64 .')).toBeVisible()
  })

  it('says when all is well', async () => {
    await check({ missing: [], suggestions: [], shared: ['linux/amd64', 'linux/arm64', 'linux/s390x'] })
    await screen.findByRole('table')
    expect(result()).toHaveTextContent('All bases have linux/amd64linux/arm64, and also linux/s390x')
  })

  it.each([
    [
      'a base that cannot be read',
      { stages: [row({ problem: { code: 'DENIED', message: 'It refuses.' } })], missing: [] },
      'It refuses.',
    ],
    [
      'a base for the build machine',
      { stages: [row({ platform: 'linux/amd64', isOnBuildMachine: true })] },
      'machine that builds',
    ],
    [
      'a name that varies',
      { stages: [row({ cells: [{ platform: 'linux/arm64', state: 'has', reference: 'localhost:5000/other:1' }] })] },
      'another image for each platform',
    ],
    ['a stage that is left out', { stages: [row({ isUsed: false })] }, 'not built'],
    ['nothing in common', { shared: [], missing: [] }, 'no platform that all'],
    ['scratch alone', { stages: [row({ isExternal: false, cells: [] })], missing: [], shared: [] }, 'any platform'],
    ['a wrong line', { problems: [{ line: 7, message: 'This is odd.' }] }, 'This is odd.'],
    [
      'a taken substitute',
      { missing: [{ platform: 'linux/arm64', reference: base, takes: 'linux/arm/v7', lines: [1] }] },
      'linux/arm/v7',
    ],
  ])('%s is said', async (_, answer, words) => {
    await check(answer)
    expect(await screen.findByText(new RegExp(words))).toBeVisible()
  })

  it('a refusal is said in the server’s words', async () => {
    await check({ error: { code: 'TOO_LARGE', message: 'Too large; send less.' } })
    expect(await screen.findByRole('alert')).toHaveTextContent('Too large; send less.')
  })
})
