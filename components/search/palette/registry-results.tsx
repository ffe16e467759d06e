import { Anchor } from 'lucide-react'
import { hasWords } from '@/components/reference/has-words'
import { type KnownRegistry, useKnownRegistries } from '@/components/reference/use-known-registries'
import { registryHref } from '@/lib/contract/links'
import { PaletteGroup } from './palette-group'
import { PaletteItem } from './palette-item'

interface RegistryResultsProps {
  query: string
  sandboxRegistry: string | undefined
  go: (href: string) => void
}

const mostShown = 6

export function RegistryResults({ query, sandboxRegistry, go }: RegistryResultsProps) {
  const known = useKnownRegistries(sandboxRegistry)
  const isFound = ({ registry, name }: KnownRegistry) =>
    hasWords(`open browse registry ${registry} ${name ?? ''}`, query)
  const found = known.filter(isFound).slice(0, mostShown)
  if (found.length === 0) return null
  return (
    <PaletteGroup heading="Registries">
      {found.map(({ registry, name }) => (
        <PaletteItem
          key={registry}
          value={`registry:${registry}`}
          icon={Anchor}
          title={name}
          object={registry}
          onSelect={() => go(registryHref(registry))}
        />
      ))}
    </PaletteGroup>
  )
}
