import { parseArgs } from 'node:util'

export interface CommandLine {
  /** Reloading instead of the production build. */
  isDev: boolean
  /** With the embedded registry and its sample images. */
  withSandbox: boolean
  host: string
  port: number
  /** Whether another port may be taken when this one is in use. */
  isPortGiven: boolean
}

const defaultPort = 4100

function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw new Error(`“${text}” is not a port; use a number from 0 to 65535.`)
  return port
}

/** Flags win over HOST and PORT. @throws {Error} with one sentence */
export function readCommandLine(args: string[], environment: Record<string, string | undefined>): CommandLine {
  const { values } = parseArgs({
    args,
    options: {
      dev: { type: 'boolean', default: false },
      demo: { type: 'boolean', default: false },
      host: { type: 'string' },
      port: { type: 'string' },
    },
  })
  const port = values.port ?? environment.PORT
  return {
    isDev: values.dev,
    withSandbox: values.demo,
    host: values.host ?? environment.HOST ?? '127.0.0.1',
    port: port === undefined || port === '' ? defaultPort : parsePort(port),
    isPortGiven: port !== undefined && port !== '',
  }
}
