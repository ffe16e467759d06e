/** The one way in: `npm start`, `npm run dev` and `npm run demo` all run this file. */
import { fileURLToPath } from 'node:url'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { readCommandLine } from './command-line'
import { InvalidConfigError, readConfig } from './config'
import { build, hasFreshBuild } from './ensure-build'
import { listen } from './listen'
import { logConsole } from './log-console'
import { createWebServer } from './web-server'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sandboxPort = 5050

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

async function prepareBuild(): Promise<void> {
  if (await hasFreshBuild(root)) return
  say('Building the dashboard; this takes about half a minute …')
  await build(root)
}

async function prepareSandbox(): Promise<Sandbox> {
  const sandbox = await startSandbox({ port: sandboxPort, fallbackPort: true })
  process.env.ARCHIPELAGO_SANDBOX = sandbox.registry
  return sandbox
}

function closeOnSignal(close: () => Promise<unknown>): void {
  let isClosing = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isClosing) process.exit(1)
      isClosing = true
      void close().then(() => process.exit(0))
    })
}

async function start(): Promise<void> {
  const { isDev, withSandbox, host, port, isPortGiven } = readCommandLine(process.argv.slice(2), process.env)
  readConfig(process.env)
  const environment = process.env as Record<string, string | undefined>
  environment.NODE_ENV = isDev ? 'development' : 'production'
  environment.NEXT_TELEMETRY_DISABLED = '1'
  environment.NEXT_MANUAL_SIG_HANDLE = '1'
  if (!isDev) {
    await prepareBuild()
    logConsole()
  }
  const sandbox = withSandbox ? await prepareSandbox() : undefined
  const web = await createWebServer({ root, isDev, host, config: readConfig(process.env) })
  closeOnSignal(async () => {
    await web.close()
    await sandbox?.close()
  })
  const actualPort = await listen(web.server, { host, port, mayMove: !isPortGiven })
  const shownHost = host.includes(':') ? `[${host}]` : host
  if (sandbox) say(`Registry   http://${sandbox.registry}   (in memory, with sample images)`)
  say(`Dashboard  http://${shownHost}:${actualPort}`)
}

start().catch((error: unknown) => {
  const isForeseen = error instanceof InvalidConfigError || (error instanceof Error && error.constructor === Error)
  process.stderr.write(`${isForeseen ? (error as Error).message : (error as Error).stack}\n`)
  process.exit(1)
})
