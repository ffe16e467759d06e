import { quoteWord, remark } from '@/lib/compose/shell-words'
import { formatReference, parseReference } from '@/lib/oci/reference'

/** A command line that says what a page shows. */
export interface DataCommand {
  tool: string
  text: string
}

/** `skopeo` refuses a tag beside a digest, so the tag is left out; the digest says the same. */
function exactName(text: string): string {
  const reference = parseReference(text)
  return formatReference(reference.digest === undefined ? reference : { ...reference, tag: undefined })
}

const manifestCommands: [tool: string, words: (reference: string) => string][] = [
  ['docker', (reference) => `docker buildx imagetools inspect --raw ${reference}`],
  ['crane', (reference) => `crane manifest ${reference}`],
  ['regctl', (reference) => `regctl manifest get --format raw-body ${reference}`],
  ['skopeo', (reference) => `skopeo inspect --raw docker://${reference}`],
]

/** What prints the manifests that these references name. */
export function imageCommands(references: readonly string[]): DataCommand[] {
  const names = references.map((reference) => quoteWord(exactName(reference)))
  return manifestCommands.map(([tool, words]) => ({ tool, text: names.map(words).join('\n') }))
}

/** What prints how two manifests differ. */
export function compareCommands(base: string, target: string): DataCommand[] {
  const [before = '', after = ''] = [base, target].map((reference) => quoteWord(exactName(reference)))
  return manifestCommands.map(([tool, words]) => ({
    tool,
    text:
      tool === 'regctl'
        ? `regctl manifest diff ${before} ${after}`
        : `diff <(${words(before)}) \\\n     <(${words(after)})`,
  }))
}

/** What prints the tags of a repository; docker has no such command. */
export function repositoryCommands(repository: string): DataCommand[] {
  const name = quoteWord(repository)
  return [
    { tool: 'crane', text: `crane ls ${name}` },
    { tool: 'regctl', text: `regctl tag ls ${name}` },
    { tool: 'skopeo', text: `skopeo list-tags docker://${name}` },
  ]
}

/** What prints the repositories of a registry; docker and skopeo have no such command. */
export function registryCommands(registry: string): DataCommand[] {
  const name = quoteWord(registry)
  return [
    { tool: 'crane', text: `crane catalog ${name}` },
    { tool: 'regctl', text: `regctl repo ls ${name}` },
  ]
}

/** What asks this site’s API for the same. `path` begins with a slash and is escaped; what a query may hold unescaped is shown so. */
export function apiCommand(origin: string, path: string): DataCommand {
  const readable = path.replace(/%(2F|3A|40)/g, decodeURIComponent)
  return { tool: 'curl', text: `curl -sS ${quoteWord(`${origin}${readable}`)}` }
}

interface PostedRequest {
  /** A path of the API. */
  path: string
  input: Record<string, unknown>
}

function postLine(origin: string, { path, input }: PostedRequest, headers: string[] = []): string {
  const words = [...headers, "-H 'Content-Type: application/json'", `-d ${quoteWord(JSON.stringify(input))}`]
  return ['curl -sS --fail-with-body', ...words, quoteWord(origin + path)].join(' \\\n  ')
}

/** What asks this site’s API for a plan. */
export function planCommand(origin: string, plan: PostedRequest): string {
  return postLine(origin, plan)
}

/** What asks for a plan, and what then carries it out, guarded by what the plan has seen. */
export function guardedCommand(origin: string, { plan, write }: { plan: PostedRequest; write: PostedRequest }): string {
  return [
    remark('Shows what would be done; writes nothing.'),
    planCommand(origin, plan),
    remark('Does it, unless something has moved since. ARCHIPELAGO_API_TOKEN is this site’s token for scripts.'),
    postLine(origin, write, ['-H "Authorization: Bearer $ARCHIPELAGO_API_TOKEN"']),
  ].join('\n')
}
