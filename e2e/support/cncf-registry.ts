/** The CNCF distribution registry as Debian ships it: the real thing that the stories run against. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CertificateFiles } from './certificate-authority'
import { freePort } from './free-port'
import { startProgram } from './running-program'
import { requireTool } from './tools'
import { waitUntilListening } from './wait-until-ready'

export interface CncfRegistry {
  /** `localhost:port`, as a reference names it. */
  host: string
  url: string
  /** Where it keeps what it is given; another registry can serve the same. */
  folder: string
  close(): Promise<void>
}

export interface CncfRegistryOptions {
  /** A free one unless given. */
  port?: number
  /** Serves what another registry keeps there, which outlives this one. */
  folder?: string
  /** Lines of `name:bcrypt`. */
  htpasswd?: string
  token?: { realm: string; service: string; issuer: string; authority: string }
  tls?: CertificateFiles
  isReadOnly?: boolean
  deletes?: boolean
  /** The address of the registry whose images it hands out. */
  proxyOf?: string
}

/** Source: distribution 2.8, "Configuring a registry"; JSON is YAML too. */
function configuration(options: CncfRegistryOptions & { port: number; folder: string; htpasswdPath: string }): string {
  const { port, folder, htpasswd, htpasswdPath, token, tls, isReadOnly, deletes = true, proxyOf } = options
  return JSON.stringify({
    version: '0.1',
    log: { level: 'error', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: folder },
      delete: { enabled: deletes },
      ...(isReadOnly && { maintenance: { readonly: { enabled: true } } }),
    },
    ...(htpasswd && { auth: { htpasswd: { realm: 'stories', path: htpasswdPath } } }),
    ...(token && {
      auth: {
        token: {
          realm: token.realm,
          service: token.service,
          issuer: token.issuer,
          rootcertbundle: token.authority,
        },
      },
    }),
    ...(proxyOf && { proxy: { remoteurl: proxyOf } }),
    http: {
      addr: `127.0.0.1:${port}`,
      secret: 'for-tests-only',
      ...(tls && { tls: { certificate: tls.certificate, key: tls.key } }),
    },
  })
}

/** Starts a registry on loopback. @throws {Error} with the registry's own words */
export async function startCncfRegistry(options: CncfRegistryOptions = {}): Promise<CncfRegistry> {
  const port = options.port ?? (await freePort())
  const own = await mkdtemp(join(tmpdir(), 'archipelago-registry-'))
  const folder = options.folder ?? join(own, 'data')
  const [configPath, htpasswdPath] = [join(own, 'config.yml'), join(own, 'htpasswd')]
  await writeFile(htpasswdPath, options.htpasswd ?? '')
  await writeFile(configPath, configuration({ ...options, port, folder, htpasswdPath }))
  const program = startProgram(requireTool('docker-registry'), ['serve', configPath], { OTEL_TRACES_EXPORTER: 'none' })
  const close = async () => {
    await program.close()
    await rm(own, { recursive: true, force: true })
  }
  try {
    await waitUntilListening(port)
  } catch (error) {
    const output = program.output()
    await close()
    throw new Error(`docker-registry did not start: ${output}`, { cause: error })
  }
  const scheme = options.tls ? 'https' : 'http'
  return { host: `localhost:${port}`, url: `${scheme}://127.0.0.1:${port}`, folder, close }
}
