import { registryFromSegment } from './registry-address'

export type NamedRegistry = { registry: string; fault?: undefined } | { registry?: undefined; fault: string }

/** The registry that somebody wrote, also as a web address; or the sentence that says what to write instead. */
export function readRegistryInput(input: string): NamedRegistry {
  const text = input
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/+(?:v2\/*)?$/, '')
  if (text === '') return { fault: 'Write the address of a registry, for example registry.example.com:5000.' }
  const { registry, fault } = registryFromSegment(text)
  return registry === undefined ? { fault } : { registry }
}
