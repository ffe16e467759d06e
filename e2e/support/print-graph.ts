/** `npm run graph`: the folders and who imports whom, as the mermaid picture in the README. */
import { isOurs, readModuleGraph } from './module-graph'

const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith('e2e/')

function folderOf(path: string): string {
  const [top = '', second = ''] = path.split('/')
  return top === 'lib' ? `lib/${second}` : top
}

const { modules } = await readModuleGraph()
const edges = new Set<string>()
for (const { source, dependencies } of modules)
  for (const { resolved } of dependencies) {
    if (![source, resolved].every((path) => isOurs(path) && !isTest(path))) continue
    const [from, to] = [folderOf(source), folderOf(resolved)]
    if (from !== to) edges.add(`  ${from} --> ${to}`)
  }
console.log(['flowchart TD', ...[...edges].sort()].join('\n'))
