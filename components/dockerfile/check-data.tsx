import { imageCommands } from '@/components/reference/data-commands'
import { DataMenu } from '@/components/reference/data-menu'
import { quoteWord } from '@/lib/compose/shell-words'
import { checkDockerfileEndpoint, type DockerfileCheck } from '@/lib/contract/dockerfile'

const files = { dockerfile: 'Dockerfile', compose: 'compose.yaml', names: 'images.txt' }

/** The same check for a CI file, and what looks at each of the bases. */
export function CheckData({ answer }: { answer: DockerfileCheck }) {
  const { kind, stages, copies, wanted } = answer
  const references = new Set(
    [...stages, ...copies].flatMap(({ reference, isExternal }) => (isExternal && reference) || []),
  )
  const filter = quoteWord(`{dockerfile: ., platforms: ${JSON.stringify(wanted)}}`)
  return (
    <DataMenu
      saved={{ name: 'platforms-of-bases.json', content: answer }}
      commands={references.size === 0 ? [] : imageCommands([...references])}
      curl={(origin) =>
        [
          `jq -Rs ${filter} ${files[kind]}`,
          `  | curl -sS -H 'Content-Type: application/json' -d @- ${quoteWord(origin + checkDockerfileEndpoint.path)}`,
        ].join(' \\\n')
      }
    />
  )
}
