/** Fails on an import against the direction of the architecture, and when nearly nothing was read. */
import { isOurs, readModuleGraph } from './module-graph'

const leastModules = 40

const { modules, summary } = await readModuleGraph()
const ours = modules.filter(({ source }) => isOurs(source))
for (const { from, to, rule } of summary.violations) console.error(`${rule.name}: ${from} → ${to}`)
if (ours.length < leastModules)
  console.error(`Only ${ours.length} modules were read: the TypeScript in use cannot be read by dependency-cruiser.`)
const isGood = summary.violations.length === 0 && ours.length >= leastModules
if (isGood) console.log(`${ours.length} modules, no import against the direction`)
process.exitCode = isGood ? 0 : 1
