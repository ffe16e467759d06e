import { LRUCache } from 'lru-cache'
import { type PreviewFacts, previewFacts } from '@/components/badge/preview-facts'
import { NeutralPicture, PreviewPicture } from '@/components/badge/preview-picture'
import { getPreviewEndpoint } from '@/lib/contract/badge'
import type { Image } from '@/lib/contract/image'
import { anonymousContext } from '@/lib/server/anonymous-context'
import { cacheControl, readPublicImage } from '@/lib/server/badge-facts'
import { allowEmbedding } from '@/lib/server/badge-headers'
import { handle } from '@/lib/server/handle'
import { renderPicture } from './render-picture'

const architectures = ['386', 'amd64', 'arm/v6', 'arm/v7', 'arm64', 'ppc64le', 'riscv64', 's390x']

/** As much as a picture holds. */
const example: PreviewFacts = {
  registry: 'registry.example.com',
  repository: 'team/app',
  tag: '1.0',
  digest: 'sha256:0123456789ab',
  kind: '8 platforms',
  rows: architectures.map((name) => ({ platform: `linux/${name}`, name: `linux/${name}`, size: '204 MB' })),
  further: 3,
}

const warmingPictures = 3

/** The first picture reads fonts and compiles the renderer, the next two still run slow code; nobody waits for these. */
async function warmUp(): Promise<void> {
  for (let drawn = 0; drawn < warmingPictures; drawn += 1) await renderPicture(<PreviewPicture facts={example} />)
}

warmUp().catch(() => {})

const maxPictures = 32
const pictures = new LRUCache<string, Promise<Uint8Array>>({ max: maxPictures })

/** One picture for each name of each digest; what failed is drawn again next time. */
function pictureOf(image: Image | undefined): Promise<Uint8Array> {
  const key = image ? `${image.reference} ${image.digest}` : ''
  const known = pictures.get(key)
  if (known) return known
  const drawing = renderPicture(image ? <PreviewPicture facts={previewFacts(image)} /> : <NeutralPicture />)
  pictures.set(key, drawing)
  drawing.catch(() => pictures.delete(key))
  return drawing
}

export const GET = handle(getPreviewEndpoint, async ({ ref }, context) => {
  const { image, ...freshness } = await readPublicImage({ ref, sizes: true }, anonymousContext(context))
  const bytes = await pictureOf(image)
  allowEmbedding()
  return { bytes, headers: { 'content-type': 'image/png', 'cache-control': cacheControl(freshness) } }
})
