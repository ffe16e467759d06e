import { Download, Layers, Link2, Tags } from 'lucide-react'
import { buttonClass } from '@/components/ui/button-class'
import { CopyButton } from '@/components/ui/copy-button'
import { LinkButton } from '@/components/ui/link-button'
import { endpointUrl } from '@/lib/contract/call-api'
import { getRawManifestEndpoint, type Image } from '@/lib/contract/image'
import { composeHref, imageHref, repositoryHref } from '@/lib/contract/links'

const icon = 'size-3.5 shrink-0'

export function ImageActions({ image, wanted }: { image: Image; wanted: string | undefined }) {
  const { reference, registry, repository, tag, digest } = image
  const repositoryName = `${registry}/${repository}`
  const target = tag ? `${repositoryName}:${tag}` : undefined
  return (
    <div className="flex flex-wrap gap-1.5 sm:gap-2 max-sm:[&>*]:gap-1 max-sm:[&>*]:px-2">
      <LinkButton href={repositoryHref({ registry, repository })} icon={<Tags aria-hidden className={icon} />}>
        Tags
      </LinkButton>
      {image.kind === 'artifact' ? null : (
        <LinkButton
          href={composeHref({ target, sources: [{ reference }] })}
          icon={<Layers aria-hidden className={icon} />}
        >
          Compose
        </LinkButton>
      )}
      <CopyButton
        text={() => new URL(imageHref(reference, wanted), window.location.href).href}
        label="Copy a link to this page"
        icon={<Link2 aria-hidden className={icon} />}
      >
        Share
      </CopyButton>
      <a
        href={endpointUrl(getRawManifestEndpoint, { ref: `${repositoryName}@${digest}` })}
        download
        title="Download the manifest’s exact bytes"
        className={buttonClass()}
      >
        <Download aria-hidden className={icon} />
        Raw
      </a>
    </div>
  )
}
