import { type Candidate, candidatePlatformKey, isZstd, joinEntries } from './candidate'

function replaces(chosen: Candidate, today: Candidate): boolean {
  const key = candidatePlatformKey(today)
  if (key !== undefined && key === candidatePlatformKey(chosen)) return true
  return chosen.isOverridden && chosen.descriptor.digest === today.descriptor.digest
}

/** The very same image keeps its entry as it stands, and its attestations. */
function asItStands(chosen: Candidate, today: Candidate): Candidate {
  if (chosen.descriptor.digest !== today.descriptor.digest) return chosen
  const attestations = joinEntries(today.attestations, chosen.attestations)
  return chosen.isOverridden
    ? { ...chosen, attestations }
    : { ...chosen, attestations, descriptor: today.descriptor, platform: today.platform }
}

/** Today's images in their order, each in its place replaced by what was chosen for its platform; new platforms follow. */
export function keepCurrent(chosen: Candidate[], current: Candidate[]): Candidate[] {
  const placed = new Set<Candidate>()
  const kept = current.flatMap((today) => {
    const replacements = chosen.filter((candidate) => replaces(candidate, today))
    if (replacements.length === 0) return [today]
    const fresh = replacements.filter((candidate) => !placed.has(candidate))
    for (const candidate of fresh) placed.add(candidate)
    return fresh.map((candidate) => asItStands(candidate, today))
  })
  return [...kept, ...chosen.filter((candidate) => !placed.has(candidate))]
}

/** Clients that do not know zstd take the first of a platform: its gzip twin goes before it. */
export function placeZstdLast(candidates: Candidate[]): Candidate[] {
  const isEarly = (candidate: Candidate, position: number) =>
    isZstd(candidate) &&
    candidates
      .slice(position)
      .some((later) => !isZstd(later) && candidatePlatformKey(later) === candidatePlatformKey(candidate))
  const early = candidates.filter(isEarly)
  const rest = candidates.filter((candidate) => !early.includes(candidate))
  return rest.flatMap((candidate) => [
    candidate,
    ...early.filter((twin) => candidatePlatformKey(twin) === candidatePlatformKey(candidate)),
  ])
}
