import { Checkbox } from '@/components/ui/checkbox'
import type { SelectionAction } from './tag-selection'

interface SelectAllProps {
  /** The tags that the search has found. */
  found: readonly string[]
  chosen: ReadonlySet<string>
  isFiltered: boolean
  onSelect: (action: SelectionAction) => void
}

export function SelectAll({ found, chosen, isFiltered, onSelect }: SelectAllProps) {
  const chosenCount = found.filter((tag) => chosen.has(tag)).length
  const isAll = found.length > 0 && chosenCount === found.length
  return (
    <Checkbox
      label={`Choose all ${found.length.toLocaleString('en')}${isFiltered ? ' found' : ''}`}
      checked={isAll}
      disabled={found.length === 0}
      ref={(input) => {
        if (input) input.indeterminate = chosenCount > 0 && !isAll
      }}
      onChange={() => onSelect({ type: isAll ? 'drop' : 'choose', tags: found })}
    />
  )
}
