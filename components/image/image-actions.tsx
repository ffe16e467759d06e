import { Download, GitCompareArrows, Layers, Tags } from 'lucide-react'
import { imageCommands } from '@/components/reference/data-commands'
import { DataMenu } from '@/components/reference/data-menu'
import { buttonClass } from '@/components/ui/button-class'
import { LinkButton } from '@/components/ui/link-button'
import { endpointUrl } from '@/lib/contract/call-api'
import { getImageEndpoint, getRawManifestEndpoint, type Image } from '@/lib/contract/image'
import { compareHref, composeHref, repositoryHref } from '@/lib/contract/links'
import { MoreMenu } from './more-menu'
import { ShareMenu } from './share/share-menu'

const icon = 'size-3.5 shrink-0'

interface ImageActionsProps {
  image: Image
  platform: string | undefined
  machine: string | undefined
}

export function ImageActions({ image, platform, machine }: ImageActionsProps) {
  const { reference, registry, repository, tag, digest } = image
  const name = `${registry}/${repository}`
  const isRunnable = image.kind !== 'artifact'
  return (
    <div className="flex flex-wrap gap-1.5 sm:gap-2 max-sm:[&>*]:gap-1 max-sm:[&>*]:px-2">
      <LinkButton href={repositoryHref({ registry, repository })} icon={<Tags aria-hidden className={icon} />}>
        Tags
      </LinkButton>
      {isRunnable ? (
        <>
          <LinkButton
            href={composeHref({ target: tag ? `${name}:${tag}` : undefined, sources: [{ reference }] })}
            icon={<Layers aria-hidden className={icon} />}
          >
            Compose
          </LinkButton>
          <LinkButton href={compareHref({ base: reference })} icon={<GitCompareArrows aria-hidden className={icon} />}>
            Compare
          </LinkButton>
        </>
      ) : null}
      <ShareMenu image={image} platform={platform} machine={machine} />
      <DataMenu json={endpointUrl(getImageEndpoint, { ref: reference })} commands={imageCommands([reference])} />
      <a
        href={endpointUrl(getRawManifestEndpoint, { ref: `${name}@${digest}` })}
        download
        title="Download the manifest’s exact bytes"
        className={buttonClass()}
      >
        <Download aria-hidden className={icon} />
        Raw
      </a>
      <MoreMenu image={image} />
    </div>
  )
}
