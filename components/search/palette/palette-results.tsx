import { hasWords } from '@/components/reference/has-words'
import { useSeenCatalogs } from '@/components/reference/visited-places'
import { formatReference } from '@/lib/oci/reference'
import type { SearchInput } from '../read-input'
import { CommandItems } from './command-items'
import { type Command, commandsAnywhere, commandsHere } from './commands'
import { ImageGoals, RegistryGoal } from './goal-items'
import { PaletteGroup } from './palette-group'
import type { Place } from './read-place'
import { RecentResults } from './recent-results'
import { RegistryResults } from './registry-results'
import { RepositoryResults, WholeSearch } from './repository-results'
import type { RunCommand } from './use-run-command'

interface PaletteResultsProps extends Pick<RunCommand, 'run' | 'theme'> {
  input: SearchInput
  /** What is written, without the space around it. */
  query: string
  place: Place
  sandboxRegistry: string | undefined
  go: (href: string) => void
}

const mostCatalogs = 4

/** Those that are known to show their repositories. */
function useCatalogs(sandboxRegistry: string | undefined): string[] {
  const seen = useSeenCatalogs()
  const registries = new Set([...(sandboxRegistry === undefined ? [] : [sandboxRegistry]), ...seen])
  return [...registries].slice(0, mostCatalogs)
}

export function PaletteResults({ input, query, place, sandboxRegistry, go, run, theme }: PaletteResultsProps) {
  const isImage = input.kind === 'image'
  const goals = isImage ? <ImageGoals reference={input.reference} registry={input.registry} go={go} /> : null
  const matching = (commands: Command[]) =>
    commands.filter(({ title, object, keywords }) => hasWords(`${title} ${object ?? ''} ${keywords ?? ''}`, query))
  const catalogs = useCatalogs(sandboxRegistry)
  return (
    <>
      {isImage && input.isCertain ? <PaletteGroup heading="Open">{goals}</PaletteGroup> : null}
      {input.kind === 'registry' ? (
        <PaletteGroup heading="Open">
          <RegistryGoal registry={input.registry} go={go} />
        </PaletteGroup>
      ) : null}
      <CommandItems heading="This page" commands={matching(commandsHere(place))} run={run} theme={theme} />
      <RecentResults query={query} go={go} shown={place.image && formatReference(place.image)} />
      <RegistryResults query={query} sandboxRegistry={sandboxRegistry} go={go} />
      <CommandItems heading="Commands" commands={matching(commandsAnywhere)} run={run} theme={theme} />
      {query === ''
        ? null
        : catalogs.map((registry) => <RepositoryResults key={registry} registry={registry} query={query} go={go} />)}
      {isImage && !input.isCertain ? <PaletteGroup heading="Open by this name">{goals}</PaletteGroup> : null}
      {query === ''
        ? null
        : catalogs.map((registry) => <WholeSearch key={registry} registry={registry} query={query} go={go} />)}
    </>
  )
}
