import { useCommandState } from 'cmdk'

/** Says what is wrong with the text where nothing fits it; else tells a screen reader how much does. */
export function NothingFound({ problem }: { problem: string | undefined }) {
  const count = useCommandState((state) => state.filtered.count)
  if (problem === undefined || count > 0) return null
  return <p role="status">{problem}</p>
}
