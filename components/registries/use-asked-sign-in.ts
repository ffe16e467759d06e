import { parseAsString, useQueryStates } from 'nuqs'
import { readRegistryInput } from './read-registry-input'

const parsers = { 'sign-in': parseAsString, back: parseAsString }

export interface AskedSignIn {
  /** The registry whose sign-in is open. */
  registry?: string
  /** Why the address opens none, although it asks for one. */
  fault?: string
  /** Where it leads afterwards, as the address has it: anything at all. */
  back?: string
  open: (registry: string) => void
  close: () => void
}

/** The sign-in that the address of the page asks for: `?sign-in=HOST&back=/image/…`. */
export function useAskedSignIn(): AskedSignIn {
  const [{ 'sign-in': text, back }, setQuery] = useQueryStates(parsers, { history: 'replace' })
  return {
    ...(text === null ? {} : readRegistryInput(text)),
    ...(back === null ? {} : { back }),
    open: (registry) => void setQuery({ 'sign-in': registry }),
    close: () => void setQuery({ 'sign-in': null, back: null }),
  }
}
