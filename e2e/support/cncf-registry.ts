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
  /** A second door to the same images, which opens with a sign-in only; see `doorSignIn`. */
  openDoor(): Promise<CncfDoor>
  close(): Promise<void>
}

export type CncfDoor = Pick<CncfRegistry, 'host' | 'close'>

/** Who may pass the second door. The registry knows bcrypt alone, which nothing here can compute. */
export const doorSignIn = { username: 'ada', password: 'ada-password' }
const doorFile = 'ada:$2b$05$abcdefghijklmnopqrstuuOsLjunBTrJA5SGg5wXbr5wc4BPAlsYK\n'

const configuration = (port: number, folder: string, passwordFile?: string) => `version: 0.1
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
${passwordFile === undefined ? '' : `auth:\n  htpasswd:\n    realm: closed\n    path: ${passwordFile}\n`}`

async function startProcess(configPath: string, port: number): Promise<CncfDoor> {
  const program = startProgram(requireTool('docker-registry'), ['serve', configPath], { OTEL_TRACES_EXPORTER: 'none' })
  try {
    await waitUntilReady(`http://127.0.0.1:${port}/v2/`)
  } catch (error) {
    const output = program.output()
    await program.close()
    throw new Error(`docker-registry did not start: ${output}`, { cause: error })
  }
  return { host: `localhost:${port}`, close: program.close }
}

async function openDoor(folder: string): Promise<CncfDoor> {
  const port = await freePort()
  const [configPath, passwordFile] = [join(folder, 'door.yml'), join(folder, 'door.htpasswd')]
  await writeFile(passwordFile, doorFile)
  await writeFile(configPath, configuration(port, join(folder, 'data'), passwordFile))
  return startProcess(configPath, port)
}

/** Starts an empty registry on a free loopback port, or on the given one. @throws {Error} with the registry's own words */
export async function startCncfRegistry(wantedPort?: number): Promise<CncfRegistry> {
  const port = wantedPort ?? (await freePort())
  const folder = await mkdtemp(join(tmpdir(), 'archipelago-registry-'))
  const configPath = join(folder, 'config.yml')
  await writeFile(configPath, configuration(port, join(folder, 'data')))
  const removeFolder = () => rm(folder, { recursive: true, force: true })
  const program = await startProcess(configPath, port).catch(async (error: unknown) => {
    await removeFolder()
    throw error
  })
  const close = async () => {
    await program.close()
    await removeFolder()
  }
  return { host: program.host, url: `http://127.0.0.1:${port}`, openDoor: () => openDoor(folder), close }
}
