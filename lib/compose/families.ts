import { compareReadTags, type ReadTag, readTag } from '@/lib/oci/compare-tags'
import type { Digest } from '@/lib/oci/digest'
import { inSlices, sortInSlices } from '@/lib/oci/in-slices'
import { formatPlatform, platformKey } from '@/lib/oci/platform'
import { platformInTag } from './tag-platform'

/** Tags that belong under one: `1.0-amd64` and `1.0-arm64` under `1.0`. */
export interface Family {
  target: string
  /** `claim` is the platform that the tag's name claims; what the image is for, its config says. */
  members: { tag: string; claim: string }[]
}

/** What has been learned of a tag. `images`: the platforms it leads to; of a single image, itself. */
export interface TagFacts {
  digest: Digest
  images: { platform: string; digest: Digest }[]
}

export type FamilyState = 'missing' | 'stale' | 'current'

interface Member {
  tag: string
  claim: string
  key: string
}

function group(tag: string, groups: Map<string, Member[]>): void {
  const named = platformInTag(tag)
  if (!named || named.rest === tag) return
  const member = { tag, claim: formatPlatform(named.platform), key: platformKey(named.platform) }
  const others = groups.get(named.rest)
  if (others) others.push(member)
  else groups.set(named.rest, [member])
}

interface ReadFamily {
  read: ReadTag
  members: Member[]
}

function addFamily([target, members]: [string, Member[]], families: ReadFamily[]): void {
  const isFamily = new Set(members.map(({ key }) => key)).size > 1
  if (isFamily) families.push({ read: readTag(target), members })
}

const compareFamilies = (a: ReadFamily, b: ReadFamily) => compareReadTags(a.read, b.read)

const toFamily = ({ read, members }: ReadFamily): Family => ({
  target: read.tag,
  members: members.map(({ tag, claim }) => ({ tag, claim })).toSorted((a, b) => (a.claim < b.claim ? -1 : 1)),
})

/** Groups tags by what is left of their names without the platform; at least two platforms make a family. Newest-looking first. */
export function groupFamilies(tags: readonly string[]): Family[] {
  const groups = new Map<string, Member[]>()
  for (const tag of tags) group(tag, groups)
  const families: ReadFamily[] = []
  for (const named of groups) addFamily(named, families)
  return families.sort(compareFamilies).map(toFamily)
}

/** The first of what groupFamilies gives, `most` at the most; others have their turn where there are many tags. */
export async function groupManyFamilies(tags: readonly string[], most: number): Promise<Family[]> {
  const groups = new Map<string, Member[]>()
  await inSlices(tags, (tag) => group(tag, groups))
  const families: ReadFamily[] = []
  await inSlices([...groups], (named) => addFamily(named, families))
  return (await sortInSlices(families, compareFamilies)).slice(0, most).map(toFamily)
}

/** The tags whose facts decide a family's state. */
export function tagsOfFamily({ target, members }: Family): string[] {
  return [target, ...members.map(({ tag }) => tag)]
}

/**
 * `missing`: no combined tag; `current`: it leads to every image that the per-arch tags name now; `stale`: it does not.
 * Undefined while a fact is missing that decides it. `tags` are all the repository's tags.
 */
export function familyState(
  family: Family,
  { tags, facts }: { tags: ReadonlySet<string>; facts: ReadonlyMap<string, TagFacts> },
): FamilyState | undefined {
  if (!tags.has(family.target)) return 'missing'
  const combined = facts.get(family.target)
  const members = family.members.map(({ tag }) => facts.get(tag))
  if (!combined || members.includes(undefined)) return undefined
  const held = new Set(combined.images.map(({ digest }) => digest))
  const isHeld = members.every((member) => member?.images.every(({ digest }) => held.has(digest)))
  return isHeld ? 'current' : 'stale'
}
