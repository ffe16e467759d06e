import { Box, Fingerprint, RotateCw, Tag, Telescope } from 'lucide-react'
import { PlatformChip } from '@/components/reference/platform-chip'
import { imageHref } from '@/lib/contract/links'
import { type Digest, shortDigest } from '@/lib/oci/digest'
import { formatRepository, type Repository } from '@/lib/oci/reference'
import { PaletteGroup } from './palette-group'
import { PaletteItem } from './palette-item'
import type { DigestSearchState } from './use-digest-search'

interface DigestResultsProps extends DigestSearchState {
  repository: Repository
  digest: Digest
  go: (href: string) => void
}

export function DigestResults({ repository, digest, search, error, goOn, go }: DigestResultsProps) {
  const left = search === undefined ? 0 : search.total - search.looked
  return (
    <PaletteGroup heading={`In ${formatRepository(repository)}`}>
      <PaletteItem
        value="digest:open"
        icon={Fingerprint}
        title="Open by digest"
        object={`@${digest.slice(0, digest.indexOf(':') + 1)}${shortDigest(digest)}…`}
        onSelect={() => go(imageHref({ ...repository, digest }))}
      />
      {search?.matches.map(({ tag, platform }) => (
        <PaletteItem
          key={tag}
          value={`digest:tag:${tag}`}
          icon={platform ? Box : Tag}
          object={tag}
          note={platform ? <ImageNote platform={platform} /> : 'the tag itself'}
          onSelect={() => go(imageHref({ ...repository, tag }, platform))}
        />
      ))}
      {search?.state === 'waiting' ? (
        <PaletteItem
          value="digest:on"
          icon={Telescope}
          title={`Look through the other ${left.toLocaleString('en')} tags`}
          onSelect={goOn}
        />
      ) : null}
      {error ? <PaletteItem value="digest:again" icon={RotateCw} title="Try again" onSelect={goOn} /> : null}
    </PaletteGroup>
  )
}

function ImageNote({ platform }: { platform: string }) {
  return (
    <>
      its image for <PlatformChip platform={platform} isShort />
    </>
  )
}
