import 'server-only'
import { LRUCache } from 'lru-cache'
import type { TagFacts } from '@/lib/contract/tags'
import { comparePlatforms, formatPlatform } from '@/lib/oci/platform'
import { formatRepository, type Repository } from '@/lib/oci/reference'
import type { ApiTag, TagApi } from '@/lib/registry/tag-api'
import type { ManifestStore } from './manifest-store'
import type { SharedFlights } from './shared-flights'

const maxRepositories = 50
const keepMs = 60_000
/** Where nothing came, it is not tried again for a while: the list is there without it. */
const keepNothingMs = 5 * 60_000
const maxPages = 5
const usualPlatform = 'linux/amd64'

interface Asking {
  access: { flights: SharedFlights; manifests: ManifestStore }
  signal?: AbortSignal
}

interface Read {
  facts: Map<string, TagFacts>
  pages: number
  isWhole: boolean
}

function toFacts({ tag, digest, kind, images: listed }: ApiTag): TagFacts {
  const images = listed
    .toSorted((a, b) => comparePlatforms(a.platform, b.platform))
    .map(({ platform, ...image }) => ({ platform: formatPlatform(platform), ...image }))
  const size = (images.find(({ platform }) => platform === usualPlatform) ?? images[0])?.size
  const platforms = [...new Set(images.map(({ platform }) => platform))]
  return { tag, digest, kind, platforms, images, ...(size === undefined ? {} : { size }) }
}

/** What a registry's own pages tell of its tags, a hundred at a time, so that a list need not ask for each. */
export class TagHints {
  readonly #repositories = new LRUCache<string, Read>({ max: maxRepositories, ttl: keepMs })
  readonly #api: TagApi

  constructor(api: TagApi) {
    this.#api = api
  }

  /** Of those of the tags of which it is known; never of one that has been seen to name something else. @throws the signal’s reason */
  async find(
    repository: Repository,
    tags: readonly string[],
    { access, signal }: Asking,
  ): Promise<ReadonlyMap<string, TagFacts>> {
    const name = formatRepository(repository)
    let read = this.#known(name)
    for (let page = 1; page <= maxPages; page += 1) {
      if (read.isWhole || tags.every((tag) => read.facts.has(tag))) break
      if (page > read.pages)
        await access.flights.run(`tag-hints ${name} ${page}`, signal, (flightSignal) =>
          this.#readPage(repository, { page, signal: flightSignal }),
        )
      read = this.#known(name)
    }
    return new Map(
      tags.flatMap((tag): [string, TagFacts][] => {
        const facts = read.facts.get(tag)
        const seen = access.manifests.lastSeen({ ...repository, tag })
        return facts && (seen === undefined || seen === facts.digest) ? [[tag, facts]] : []
      }),
    )
  }

  #known(name: string): Read {
    return this.#repositories.get(name) ?? { facts: new Map(), pages: 0, isWhole: false }
  }

  async #readPage(repository: Repository, { page, signal }: { page: number; signal: AbortSignal }): Promise<void> {
    const { tags = [], hasNext = false } = (await this.#api.page(repository, { page, signal })) ?? {}
    const name = formatRepository(repository)
    const { facts: before } = this.#known(name)
    const facts = new Map([...before, ...tags.map((tag): [string, TagFacts] => [tag.tag, toFacts(tag)])])
    const ttl = facts.size === 0 ? keepNothingMs : keepMs
    this.#repositories.set(
      name,
      { facts, pages: page, isWhole: !hasNext },
      page === 1 ? { ttl } : { noUpdateTTL: true },
    )
  }
}
