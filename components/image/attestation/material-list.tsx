import Link from 'next/link'
import { Digest } from '@/components/reference/digest'
import { ExternalText } from '@/components/reference/external-text'
import type { Provenance } from '@/lib/contract/attestation'
import { imageHref } from '@/lib/contract/links'
import { materialImage } from './material-image'

const mostShown = 100

/** What went into the build; images among it lead to their page. */
export function MaterialList({ materials }: Pick<Provenance, 'materials'>) {
  if (materials.length === 0) return <p className="text-ink-faint text-xs">No materials are stated.</p>
  return (
    <div className="min-w-0">
      <h4 className="flex min-h-5 items-center gap-1 font-medium text-xs">
        Materials <span className="font-normal text-ink-faint tabular-nums">{materials.length}</span>
      </h4>
      <ul className="mt-1 flex flex-col gap-1.5 font-mono text-xs">
        {materials.slice(0, mostShown).map((material, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a material may be stated twice; the order is fixed
          <li key={index} className="leading-4.5">
            <MaterialName {...material} />
            {material.digest ? (
              <div className="text-ink-muted">
                <Digest digest={material.digest} of="this material" />
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {materials.length > mostShown ? (
        <p className="mt-1.5 text-ink-muted text-xs">
          And {materials.length - mostShown} more; “As JSON” lists them all.
        </p>
      ) : null}
    </div>
  )
}

function MaterialName({ uri, digest }: Provenance['materials'][number]) {
  const image = materialImage({ uri, digest })
  if (image === undefined) return <ExternalText text={uri} />
  return (
    <Link href={imageHref(image.reference)} prefetch={false} title={uri} className="link [overflow-wrap:anywhere]">
      {image.name}
    </Link>
  )
}
