import { useQuery } from '@tanstack/react-query'
import { ByteSize } from '@/components/ui/byte-size'
import { Checkbox } from '@/components/ui/checkbox'
import { Skeleton } from '@/components/ui/skeleton'
import { referrersQuery } from '@/lib/contract/queries'
import { formatReference, parseReference } from '@/lib/oci/reference'

interface ReferrerChoicesProps {
  /** A source that is one image. */
  reference: string
  digest: string
  chosen: readonly string[]
  onChosen: (digests: string[]) => void
}

const byDigest = (reference: string, digest: string) =>
  formatReference({ ...parseReference(reference), tag: undefined, digest } as ReturnType<typeof parseReference>)

/** Copying them would write tags of the target's repository that nobody asked for, and that may hold signatures of its own. */
function StayingBehind({ tags }: { tags: string[] }) {
  if (tags.length === 0) return null
  return (
    <p className="text-ink-muted text-xs [overflow-wrap:anywhere]">
      Stays behind, because only a tag ties it to this image: <span className="font-mono">{tags.join(', ')}</span>. Copy
      it with cosign or crane.
    </p>
  )
}

/** Signatures and the like that stay behind unless they are brought along. */
export function ReferrerChoices({ reference, digest, chosen, onChosen }: ReferrerChoicesProps) {
  const { data, isPending } = useQuery(referrersQuery(byDigest(reference, digest)))
  if (isPending) return <Skeleton className="h-5 w-40" />
  const offered = data?.referrers.filter(({ annotations }) => annotations.tag === undefined) ?? []
  const tags = data?.referrers.flatMap(({ annotations }) => annotations.tag ?? []) ?? []
  if (offered.length === 0) return <StayingBehind tags={tags} />
  const toggle = (own: string) =>
    onChosen(chosen.includes(own) ? chosen.filter((other) => other !== own) : [...chosen, own])
  return (
    <>
      <fieldset>
        <legend className="text-ink-muted text-xs">Brought along, because it refers to this image</legend>
        <div className="mt-1 space-y-0.5">
          {offered.map(({ digest: own, artifactType, mediaType, size }) => (
            <Checkbox
              key={own}
              label={
                <span className="text-xs [overflow-wrap:anywhere]">
                  <span className="font-mono">{artifactType ?? mediaType}</span>
                  {size === undefined ? null : (
                    <>
                      , <ByteSize bytes={size} />
                    </>
                  )}
                </span>
              }
              checked={chosen.includes(own)}
              onChange={() => toggle(own)}
            />
          ))}
        </div>
      </fieldset>
      <StayingBehind tags={tags} />
    </>
  )
}
