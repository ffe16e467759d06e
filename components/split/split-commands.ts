import type { DataCommand } from '@/components/reference/data-commands'
import { joinCommand } from '@/lib/compose/shell-words'
import type { SplitPlan } from '@/lib/contract/split'
import { formatRepository, parseReference } from '@/lib/oci/reference'

type Words = (name: { repository: string; tag: string; digest: string }) => string[]

const tools: [tool: string, words: Words][] = [
  [
    'docker',
    ({ repository, tag, digest }) => [
      ...['docker', 'buildx', 'imagetools', 'create', '--prefer-index=false'],
      ...['-t', `${repository}:${tag}`, `${repository}@${digest}`],
    ],
  ],
  ['crane', ({ repository, tag, digest }) => ['crane', 'tag', `${repository}@${digest}`, tag]],
  [
    'regctl',
    ({ repository, tag, digest }) => ['regctl', 'image', 'copy', `${repository}@${digest}`, `${repository}:${tag}`],
  ],
  [
    'skopeo',
    ({ repository, tag, digest }) => [
      ...['skopeo', 'copy', '--preserve-digests'],
      ...[`docker://${repository}@${digest}`, `docker://${repository}:${tag}`],
    ],
  ],
]

/** What gives each image its tag by other tools; none where every tag names its image already. */
export function splitCommands({ reference, tags }: Pick<SplitPlan, 'reference' | 'tags'>): DataCommand[] {
  const repository = formatRepository(parseReference(reference))
  const written = tags.filter(({ change }) => change !== 'same')
  if (written.length === 0) return []
  return tools.map(([tool, words]) => ({
    tool,
    text: written.map(({ tag, digest }) => joinCommand(words({ repository, tag, digest }))).join('\n'),
  }))
}
