import { type DataCommand, guardedCommand, planCommand } from '@/components/reference/data-commands'
import { DataMenu } from '@/components/reference/data-menu'
import { quoteWord } from '@/lib/compose/shell-words'
import { type DeletePlan, deleteTagEndpoint, planDeleteEndpoint } from '@/lib/contract/delete'

/** What skopeo deletes is the manifest, with all the tags on it: it is not offered. */
function deleteCommands(reference: string): DataCommand[] {
  const name = quoteWord(reference)
  return [
    { tool: 'crane', text: `crane delete ${name}` },
    { tool: 'regctl', text: `regctl tag delete ${name}` },
  ]
}

/** The plan as a file, and the same deletion by other tools and by our own API. */
export function DeleteData({ plan }: { plan: DeletePlan }) {
  const { reference, digest, canDelete } = plan
  const request = {
    plan: { path: planDeleteEndpoint.path, input: { reference } },
    write: { path: deleteTagEndpoint.path, input: { reference, expected: digest, confirm: reference } },
  }
  return (
    <DataMenu
      saved={{ name: 'deletion.json', content: plan }}
      commands={canDelete ? deleteCommands(reference) : []}
      curl={(origin) => (canDelete ? guardedCommand(origin, request) : planCommand(origin, request.plan))}
    />
  )
}
