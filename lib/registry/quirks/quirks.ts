/** Where one registry does otherwise than the specification. Each file of this folder tells of one registry, and nothing else does. */
export interface Quirks {
  /** As people call it. */
  name: string
  /** Of the registry as written in references; anchored, because a sign-in may hang on it. */
  isHost(hostname: string): boolean
  /** Where requests go, when that is another host than the one in references. */
  apiHost?: string
  /** A token server of another domain that belongs to the registry. */
  realmOrigin?: string
  /** Where it lists tags with their platforms, for anybody. */
  tagApi?: string
  /** The longest page that is worth asking for. */
  maxPageSize?: number
  hasCatalog?: false
  /** Without it the tag that stands in for it is read at once. */
  hasReferrersApi?: false
  /** What cannot be deleted, and where else it can. */
  cannotDelete?: { what: 'anything' | 'tags'; hint: string }
  /** Its token server reads only one of several scopes. */
  hasOneScopePerToken?: true
  /** A scope as its token server spells it; undefined for one that it refuses. */
  spellScope?(scope: string): string | undefined
  /** Wants Basic with each request, so that the question can be spared. */
  wantsBasic?: true
  /** A blob must come in one request, however long it is. */
  takesOnePiece?: true
  /** Its token server sometimes denies a writer what it grants a moment later. */
  deniesTokensByMistake?: true
}

/** Whether a host is this domain or under it. */
export function isUnder(hostname: string, domain: string): boolean {
  return hostname === domain || hostname.endsWith(`.${domain}`)
}
