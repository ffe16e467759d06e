import { Anchor, Box, Tags } from 'lucide-react'
import { imageHref, registryHref, repositoryHref } from '@/lib/contract/links'
import { formatReference, formatRepository, type Reference } from '@/lib/oci/reference'
import { PaletteItem } from './palette-item'

type Go = (href: string) => void

interface ImageGoalsProps {
  reference: Reference
  /** Where what was written may be a registry as well. */
  registry?: string
  go: Go
}

export function ImageGoals({ reference, registry, go }: ImageGoalsProps) {
  return (
    <>
      <PaletteItem
        value="goal:image"
        icon={Box}
        title="Open image"
        object={formatReference(reference)}
        onSelect={() => go(imageHref(reference))}
      />
      <PaletteItem
        value="goal:repository"
        icon={Tags}
        title="Browse its repository"
        object={formatRepository(reference)}
        onSelect={() => go(repositoryHref(reference))}
      />
      {registry ? <RegistryGoal registry={registry} go={go} /> : null}
    </>
  )
}

export function RegistryGoal({ registry, go }: { registry: string; go: Go }) {
  return (
    <PaletteItem
      value="goal:registry"
      icon={Anchor}
      title="Open registry"
      object={registry}
      onSelect={() => go(registryHref(registry))}
    />
  )
}
