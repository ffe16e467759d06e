import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { absentRegistries } from './absent-registries'
import { freePort } from './free-port'
import { startProgram } from './running-program'
import { waitUntilReady } from './wait-until-ready'

export interface RunningProduct {
  /** `http://127.0.0.1:port` */
  url: string
  pid: number | undefined
  /** Everything it has printed so far. */
  output(): string
  close(): Promise<void>
}

/** Enough for a build, which the start does by itself where there is none. */
const startTimeoutMs = 5 * 60_000

interface ProductOptions {
  /** With the embedded registry. */
  demo?: boolean
  /** What the file of ARCHIPELAGO_REGISTRIES says, by host; the well-known public ones are nowhere unless it says otherwise. */
  registries?: Record<string, object>
  /** Variables besides those that every test wants, by the address where it will be. */
  environment?: (url: string) => Record<string, string>
}

/** Starts the production build on a free port. @throws {Error} with its own words */
export async function startProduct(options: ProductOptions = {}): Promise<RunningProduct> {
  const { demo = false, registries = {}, environment } = options
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const folder = await mkdtemp(join(tmpdir(), 'archipelago-'))
  const registriesPath = join(folder, 'registries.json')
  await writeFile(registriesPath, JSON.stringify({ ...absentRegistries, ...registries }))
  const program = startProgram(
    process.execPath,
    ['--import', 'tsx', 'lib/server/start.ts', ...(demo ? ['--demo'] : [])],
    {
      PORT: String(port),
      NEXT_TELEMETRY_DISABLED: '1',
      ARCHIPELAGO_LOG_LEVEL: 'error',
      ARCHIPELAGO_DATA_DIR: join(folder, 'data'),
      ARCHIPELAGO_REGISTRIES: registriesPath,
      ARCHIPELAGO_DOCKER_CONFIG: join(tmpdir(), 'archipelago-no-docker-config.json'),
      ...environment?.(url),
    },
  )
  try {
    await waitUntilReady(`${url}/healthz`, startTimeoutMs)
  } catch (error) {
    await program.close()
    throw new Error(`Archipelago did not start. It said: ${program.output()}`, {
      cause: error,
    })
  }
  const close = async () => {
    await program.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { url, pid: program.pid, output: program.output, close }
}
