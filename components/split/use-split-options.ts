import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { namings, type SplitOptions, usualPattern } from './split-fields'

const parsers = {
  pattern: parseAsString.withDefault(usualPattern),
  naming: parseAsStringLiteral(namings).withDefault('docker'),
  attestations: parseAsStringLiteral(['drop', 'keep']).withDefault('drop'),
}

/** How the tags are named; all of it stands in the address, so that a split can be sent to somebody. */
export function useSplitOptions(): [SplitOptions, (changes: Partial<SplitOptions>) => void] {
  const [{ pattern, naming, attestations }, setValues] = useQueryStates(parsers, {
    history: 'replace',
    clearOnDefault: true,
  })
  const change = ({ keepAttestations, ...rest }: Partial<SplitOptions>) => {
    const kept = keepAttestations === undefined ? {} : ({ attestations: keepAttestations ? 'keep' : 'drop' } as const)
    void setValues({ ...rest, ...kept })
  }
  return [{ pattern, naming, keepAttestations: attestations === 'keep' }, change]
}
