import { Anchor, Braces, House, Layers, Link2, type LucideIcon, Monitor, Moon, Sun, Tags } from 'lucide-react'
import type { Theme } from '@/components/ui/theme'
import { endpointUrl } from '@/lib/contract/call-api'
import { getImageEndpoint } from '@/lib/contract/image'
import { composeHref, registryHref, repositoryHref } from '@/lib/contract/links'
import { listRepositoriesEndpoint, listTagsEndpoint } from '@/lib/contract/tags'
import { formatReference, formatRepository } from '@/lib/oci/reference'
import type { Place } from './read-place'

export type CommandEffect =
  | { type: 'go'; href: string }
  /** An answer of the API, in a tab of its own. */
  | { type: 'document'; address: string }
  | { type: 'theme'; theme: Theme }
  | { type: 'copy-link' }

export interface Command {
  title: string
  icon: LucideIcon
  /** What it is done to, in mono. */
  object?: string
  /** Other words by which it is found. */
  keywords?: string
  effect: CommandEffect
}

function documentOf({ image, repository, registry }: Place): string | undefined {
  if (image) return endpointUrl(getImageEndpoint, { ref: formatReference(image) })
  if (repository) return endpointUrl(listTagsEndpoint, { repository: formatRepository(repository) })
  return registry === undefined ? undefined : endpointUrl(listRepositoriesEndpoint, { registry })
}

function composeCommand({ image, repository }: Place): Command[] {
  if (!image || !repository) return []
  const target = image.tag ? `${formatRepository(repository)}:${image.tag}` : undefined
  const href = composeHref({ target, sources: [{ reference: formatReference(image) }] })
  return [{ title: 'Compose from this image', icon: Layers, keywords: 'merge', effect: { type: 'go', href } }]
}

/** What can be done with the page that is open. */
export function commandsHere(place: Place): Command[] {
  const { registry, repository, image } = place
  const address = documentOf(place)
  const commands: (Command | false | undefined)[] = [
    image &&
      repository && {
        title: 'All tags of',
        object: formatRepository(repository),
        icon: Tags,
        keywords: 'browse repository',
        effect: { type: 'go', href: repositoryHref(repository) },
      },
    ...composeCommand(place),
    repository &&
      registry !== undefined && {
        title: 'Browse registry',
        object: registry,
        icon: Anchor,
        keywords: 'open repositories',
        effect: { type: 'go', href: registryHref(registry) },
      },
    { title: 'Copy link to this page', icon: Link2, keywords: 'share address url', effect: { type: 'copy-link' } },
    address !== undefined && {
      title: 'Open as JSON',
      icon: Braces,
      keywords: 'api document raw',
      effect: { type: 'document', address },
    },
  ]
  return commands.filter((command) => command !== false && command !== undefined)
}

export const commandsAnywhere: Command[] = [
  { title: 'Home', icon: House, keywords: 'go to start search', effect: { type: 'go', href: '/' } },
  { title: 'Compose', icon: Layers, keywords: 'go to merge index', effect: { type: 'go', href: composeHref({}) } },
  { title: 'Light theme', icon: Sun, keywords: 'mode colours', effect: { type: 'theme', theme: 'light' } },
  { title: 'Dark theme', icon: Moon, keywords: 'mode colours night', effect: { type: 'theme', theme: 'dark' } },
  { title: 'Theme of the system', icon: Monitor, keywords: 'mode auto', effect: { type: 'theme', theme: 'system' } },
]
