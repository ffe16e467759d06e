/** The namespace stays quiet, the name stands out; when space is short, the front gives way. */
export function RepositoryName({ repository }: { repository: string }) {
  const slash = repository.lastIndexOf('/') + 1
  return (
    <span className="flex min-w-0 font-mono text-sm" title={repository}>
      <span className="truncate text-ink-muted">{repository.slice(0, slash)}</span>
      <span className="max-w-full shrink-0 truncate font-medium text-ink group-hover:text-accent">
        {repository.slice(slash)}
      </span>
    </span>
  )
}
