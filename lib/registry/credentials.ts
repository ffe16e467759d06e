import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { canonicalRegistry } from '@/lib/oci/reference'
import type { Credential } from './credential'
import { askCredentialHelper, type Environment } from './credential-helper'
import { type DockerConfig, parseDockerConfig } from './docker-config'

export interface CredentialSource {
  /** `repository`, where it is known, for sign-ins that are good for a part of the registry. */
  find(registry: string, repository?: string): Promise<Credential | undefined>
}

const maxAnswers = 1000
const keepMs = 60_000
const keepNothingMs = 10_000
const dockerHubServer = 'https://index.docker.io/v1/'

/** Programs take their time and may ask a person: one is not started again for every request. */
class HelperAnswers {
  readonly #answers = new LRUCache<string, Promise<Credential | undefined>>({ max: maxAnswers, ttl: keepMs })
  readonly #environment: Environment | undefined

  constructor(environment: Environment | undefined) {
    this.#environment = environment
  }

  ask(name: string, registry: string): Promise<Credential | undefined> {
    const key = `${name} ${registry}`
    const known = this.#answers.get(key)
    if (known) return known
    const server = registry === 'docker.io' ? dockerHubServer : registry
    const answer = askCredentialHelper({ name, server }, { environment: this.#environment })
    this.#answers.set(key, answer)
    void answer.then((credential) => {
      if (!credential && this.#answers.peek(key) === answer) this.#answers.set(key, answer, { ttl: keepNothingMs })
    })
    return answer
  }

  clear(): void {
    this.#answers.clear()
  }
}

/** `registry/a/b`, `registry/a`: from the longest on, without the registry itself. */
function namespacesOf(registry: string, repository: string | undefined): string[] {
  const parts = repository?.split('/') ?? []
  return parts.map((_, count) => [registry, ...parts.slice(0, parts.length - count)].join('/'))
}

async function findIn(
  config: DockerConfig,
  { registry, repository, helpers }: { registry: string; repository: string | undefined; helpers: HelperAnswers },
): Promise<Credential | undefined> {
  const { auths, credHelpers, credsStore } = config
  const namespace = namespacesOf(registry, repository).find((place) => auths.has(place))
  if (namespace !== undefined) return auths.get(namespace)
  const helper = credHelpers.get(registry) ?? credsStore
  const kept = helper === undefined ? undefined : await helpers.ask(helper, registry)
  return kept ?? auths.get(registry)
}

/**
 * Sign-ins from Docker's config.json or podman's auth.json, read again when the file has changed: the longest `host/namespace`, then
 * the helper program, then the host. A missing or unreadable file holds none.
 * Sources: docker/cli, "config.json", `auths`, `credHelpers`, `credsStore`; containers-auth.json(5).
 */
export function dockerConfigCredentials(
  path: string,
  { environment }: { environment?: Environment } = {},
): CredentialSource {
  const helpers = new HelperAnswers(environment)
  let known: { version: string; config: DockerConfig } | undefined
  async function read(): Promise<DockerConfig | undefined> {
    try {
      const { mtimeMs, size, ino } = await stat(path)
      const version = `${mtimeMs}/${size}/${ino}`
      if (known?.version === version) return known.config
      helpers.clear()
      known = { version, config: parseDockerConfig(await readFile(path, 'utf8')) }
      return known.config
    } catch {
      return undefined
    }
  }
  return {
    async find(name, repository) {
      const config = await read()
      return config && findIn(config, { registry: canonicalRegistry(name), repository, helpers })
    },
  }
}

/** Where podman and its relatives keep their sign-ins, the first that counts first. Source: containers-auth.json(5). */
export function podmanAuthPaths(environment: Environment, home: string): string[] {
  const { REGISTRY_AUTH_FILE: file, XDG_RUNTIME_DIR: runtime, XDG_CONFIG_HOME: config } = environment
  return [
    ...(file ? [file] : []),
    ...(runtime ? [join(runtime, 'containers', 'auth.json')] : []),
    join(config || join(home, '.config'), 'containers', 'auth.json'),
  ]
}

/** The sign-in of the first source that has one. */
export function firstCredentials(sources: CredentialSource[]): CredentialSource {
  return {
    async find(registry, repository) {
      for (const source of sources) {
        const credential = await source.find(registry, repository)
        if (credential) return credential
      }
      return undefined
    },
  }
}
