import { ExternalLink as ExternalIcon } from 'lucide-react'
import { UntrustedText } from './untrusted-text'
import { visibleParts } from './visible-text'

/** An address that a browser may be sent to: http(s), without a name and password, and with nothing hidden in it. */
function isPlainAddress(text: string): boolean {
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) return false
  const { username, password } = new URL(text)
  return username === '' && password === '' && visibleParts(text).every(({ codePoint }) => codePoint === undefined)
}

/** A text that an image carries; a link where it is an address. Nobody here vouches for where it leads. */
export function ExternalText({ text }: { text: string }) {
  if (!isPlainAddress(text)) return <UntrustedText text={text} />
  return (
    <a href={text} target="_blank" rel="noopener noreferrer nofollow ugc" className="link">
      <UntrustedText text={text} />
      <ExternalIcon aria-hidden className="ml-1 inline size-3 align-[-0.1em]" />
      <span className="sr-only"> (opens another site)</span>
    </a>
  )
}
