import { useMemo, useState } from 'react'
import { registryName } from '@/components/reference/known-registries'
import { useVisitedRegistries } from '@/components/reference/visited-places'
import type { KnownRegistry } from '@/lib/contract/registries'
import { readRegistryInput } from './read-registry-input'

/** `signIn` is undefined where only this browser knows the registry: nobody is signed in to it from here. */
export type ListedRegistry = Omit<KnownRegistry, 'signIn'> & { signIn: KnownRegistry['signIn'] | undefined }

const isRegistryText = (text: string) => readRegistryInput(text).registry === text

/** From when the server has said what it knows, new ones come last: what one looks at stays where it is. */
function useKeptOrder(names: readonly string[], isComplete: boolean): string[] {
  const [kept, setKept] = useState<string[]>([])
  const order = [...new Set([...kept, ...names])]
  if (isComplete && order.length > kept.length) setKept(order)
  return order.filter((name) => names.includes(name))
}

/** At first those that the server knows, then those that this browser remembers, then the one that is asked for. */
export function useListedRegistries(known: readonly KnownRegistry[], asked: string | undefined): ListedRegistry[] {
  const visited = useVisitedRegistries()
  const all = useMemo(() => {
    const names = [...visited.filter(isRegistryText), ...(asked === undefined ? [] : [asked])]
    const more = [...new Set(names)].filter((name) => !known.some(({ registry }) => registry === name))
    const bare = { signIn: undefined, warnings: [], signInRefused: false }
    return [...known, ...more.map((registry) => ({ registry, name: registryName(registry) ?? registry, ...bare }))]
  }, [known, visited, asked])
  const names = all.map(({ registry }) => registry)
  const order = useKeptOrder(names, known.length > 0)
  return order.flatMap((name) => all.find(({ registry }) => registry === name) ?? [])
}
