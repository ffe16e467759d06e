import { ReferenceText } from './reference-text'

interface ReferenceHeadingProps {
  registry: string
  repository: string
  tag?: string
  digest?: string
}

/** The h1 of a page about a reference: where it is kept stays quiet, what it is called stands out. */
export function ReferenceHeading({ registry, repository, tag, digest }: ReferenceHeadingProps) {
  const slash = repository.lastIndexOf('/') + 1
  return (
    <h1 className="font-semibold text-xl tracking-tight sm:text-2xl">
      <ReferenceText reference={`${registry}/${repository.slice(0, slash)}`} className="font-normal text-ink-faint" />
      <ReferenceText reference={repository.slice(slash)} />
      {tag ? <ReferenceText reference={`:${tag}`} className="text-accent" /> : null}
      {digest ? (
        <ReferenceText reference={`@${digest}`} className="font-normal text-base text-ink-faint tracking-normal" />
      ) : null}
    </h1>
  )
}
