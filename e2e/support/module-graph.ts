import { z } from 'zod'
import { runCommand } from './run-command'

const moduleGraph = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.object({ resolved: z.string() })) })),
  summary: z.object({
    violations: z.array(
      z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string(), severity: z.string() }) }),
    ),
  }),
})
export type ModuleGraph = z.infer<typeof moduleGraph>

const folders = ['app', 'components', 'lib', 'e2e']

export const isOurs = (path: string) => folders.some((folder) => path.startsWith(`${folder}/`))

/** Who imports whom, with what breaks the rules in .dependency-cruiser.cjs. @throws {Error} with the tool's own words */
export async function readModuleGraph(): Promise<ModuleGraph> {
  const { stdout, stderr } = await runCommand('node_modules/.bin/depcruise', [
    '--config=.dependency-cruiser.cjs',
    '--output-type=json',
    ...folders,
  ])
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no graph: ${stderr || stdout}`)
  return moduleGraph.parse(JSON.parse(stdout))
}
