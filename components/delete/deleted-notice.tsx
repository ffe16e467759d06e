import { Undo2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Digest } from '@/components/reference/digest'
import { ReferenceText } from '@/components/reference/reference-text'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import type { DeletedTag } from '@/lib/contract/delete'
import { historyHref, repositoryHref } from '@/lib/contract/links'
import { formatRepository, parseReference } from '@/lib/oci/reference'

/** Takes the focus, which stood in the form that is gone. */
export function DeletedNotice({ deleted: { reference, previous, how } }: { deleted: DeletedTag }) {
  const repository = formatRepository(parseReference(reference))
  const place = useRef<HTMLElement>(null)
  useEffect(() => place.current?.focus(), [])
  return (
    <section ref={place} tabIndex={-1} aria-label="Deleted" className="max-w-3xl space-y-3 outline-none">
      <Notice tone="success" role="status">
        <ReferenceText reference={reference} /> is deleted{how === 'digest' ? ', and with it what it named' : ''}.
      </Notice>
      <p className="flex flex-wrap items-center gap-x-1.5 text-sm">
        It named <Digest digest={previous} of="what it named" />
      </p>
      <div className="flex flex-wrap gap-2">
        <LinkButton variant="primary" href={repositoryHref(repository)}>
          See the other tags
        </LinkButton>
        <LinkButton href={historyHref(repository)} icon={<Undo2 aria-hidden className="size-3.5" />}>
          Put it back…
        </LinkButton>
      </div>
    </section>
  )
}
