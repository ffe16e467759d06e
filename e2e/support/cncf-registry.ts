/** The CNCF distribution registry as Debian ships it: the real thing that the stories run against. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port'
import { startProgram } from './running-program'
import { requireTool } from './tools'
import { waitUntilReady } from './wait-until-ready'

export interface CncfRegistry {
  /** `localhost:port`, as a reference names it. */
  host: string
  url: string
  close(): Promise<void>
}

const configuration = (port: number, folder: string) => `version: 0.1
log:
  level: error
  accesslog:
    disabled: true
storage:
  filesystem:
    rootdirectory: ${folder}
  delete:
    enabled: true
http:
  addr: 127.0.0.1:${port}
  secret: for-tests-only
`

/** Starts an empty registry on a free loopback port, or on the given one. @throws {Error} with the registry's own words */
export async function startCncfRegistry(wantedPort?: number): Promise<CncfRegistry> {
  const port = wantedPort ?? (await freePort())
  const folder = await mkdtemp(join(tmpdir(), 'archipelago-registry-'))
  const configPath = join(folder, 'config.yml')
  await writeFile(configPath, configuration(port, join(folder, 'data')))
  const program = startProgram(requireTool('docker-registry'), ['serve', configPath], { OTEL_TRACES_EXPORTER: 'none' })
  const close = async () => {
    await program.close()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await waitUntilReady(`http://127.0.0.1:${port}/v2/`)
  } catch (error) {
    const output = program.output()
    await close()
    throw new Error(`docker-registry did not start: ${output}`, { cause: error })
  }
  return { host: `localhost:${port}`, url: `http://127.0.0.1:${port}`, close }
}
