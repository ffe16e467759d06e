import type { Image } from '@/lib/contract/image'
import { imageHref } from '@/lib/contract/links'
import { shortName } from '../short-name'

export interface ShareText {
  name: string
  /** What the link shows later. */
  hint: string
  text: string
}

interface ShareOptions {
  image: Image
  /** Of the page: `https://archipelago.example.com`. */
  origin: string
  platform: string | undefined
  machine: string | undefined
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** What can be copied of an image’s page. By digest alone there is nothing to pin. */
export function shareTexts({ image, origin, platform, machine }: ShareOptions): ShareText[] {
  const { registry, repository, tag, digest } = image
  const name = `${registry}/${repository}`
  const address = (reference: string) => `${origin}${imageHref(reference, { platform, machine })}`
  const pinned = address(`${name}${tag ? `:${tag}` : ''}@${digest}`)
  const plain = tag ? address(`${name}:${tag}`) : pinned
  const label = tag ? shortName(`${name}:${tag}`) : shortName(`${name}@${digest}`)
  const links = tag
    ? [
        { name: 'Link', hint: `Shows what ${tag} names whenever it is opened.`, text: plain },
        { name: 'Pinned link', hint: `Shows this very image, and says when ${tag} has moved.`, text: pinned },
      ]
    : [{ name: 'Link', hint: 'Shows this very image: a digest never changes.', text: pinned }]
  return [
    ...links,
    { name: 'Markdown', hint: 'For a README, an issue or a chat.', text: `[\`${label}\`](${plain})` },
    { name: 'HTML', hint: 'For a page or a wiki.', text: `<a href="${escapeHtml(plain)}"><code>${label}</code></a>` },
  ]
}
