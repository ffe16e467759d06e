import { Undo2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Digest } from '@/components/reference/digest'
import { forgetPush, type LastPush, lastPushTo } from '@/components/reference/last-push'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import type { Image } from '@/lib/contract/image'
import { historyHref, imageHref } from '@/lib/contract/links'

/** Where a push has just led here: that it is done, and the way back. */
export function PushedNotice({ image }: { image: Image }) {
  const [push] = useState(() => lastPushTo(image.reference))
  useEffect(() => forgetPush, [])
  return push && push.digest === image.digest ? <Pushed image={image} push={push} /> : null
}

/** Takes the focus, which stood in the form that is gone. */
function Pushed({ image, push: { digest, previous } }: { image: Image; push: LastPush }) {
  const place = useRef<HTMLElement>(null)
  useEffect(() => place.current?.focus(), [])
  const repository = `${image.registry}/${image.repository}`
  const undo = (
    <LinkButton size="sm" href={historyHref(repository)} icon={<Undo2 aria-hidden className="size-3.5" />}>
      Undo…
    </LinkButton>
  )
  return (
    <section ref={place} tabIndex={-1} aria-label="Pushed" className="outline-none">
      <Notice tone="success" role="status" title="Pushed." action={previous === digest ? undefined : undo}>
        {previous === null ? (
          'The tag did not exist before.'
        ) : previous === digest ? (
          'The tag named this index already.'
        ) : (
          <>
            Before, the tag named{' '}
            <Digest digest={previous} of="what it named before" href={imageHref(`${repository}@${previous}`)} />
          </>
        )}
      </Notice>
    </section>
  )
}
