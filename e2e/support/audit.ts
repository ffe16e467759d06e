/**
 * `npm run audit`: what the product is made of. Fails for a licence that nobody has agreed to and for a known vulnerability of level
 * high. Where the registry has no advisories it says so, and fails with --strict, as for a release. `-- --offline` does not ask.
 */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { countLicences, findForeignLicences } from './licences'
import { runCommand } from './run-command'

const sbomSchema = z.looseObject({
  components: z.array(
    z.looseObject({
      name: z.string(),
      group: z.string().optional(),
      version: z.string().optional(),
      licenses: z
        .array(
          z.looseObject({
            license: z.looseObject({ id: z.string().optional(), name: z.string().optional() }).optional(),
            expression: z.string().optional(),
          }),
        )
        .optional(),
    }),
  ),
})
const auditSchema = z.looseObject({
  metadata: z.looseObject({ vulnerabilities: z.looseObject({ high: z.number(), critical: z.number() }) }),
})

async function checkLicences(): Promise<boolean> {
  const { stdout, stderr } = await runCommand('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'])
  let document: unknown
  try {
    document = JSON.parse(stdout)
  } catch {
    throw new Error(`npm sbom gave no list of packages: ${stderr}`)
  }
  const { components } = sbomSchema.parse(document)
  console.log(`${components.length} packages in production:`)
  for (const [licence, count] of countLicences(components)) console.log(`  ${String(count).padStart(4)}  ${licence}`)
  const foreign = findForeignLicences(components)
  for (const line of foreign) console.error(`not agreed to: ${line}`)
  return components.length > 0 && foreign.length === 0
}

async function checkAdvisories({ isStrict }: { isStrict: boolean }): Promise<boolean> {
  const { stdout, stderr } = await runCommand('npm', ['audit', '--omit=dev', '--audit-level=high', '--json'])
  let document: unknown
  try {
    document = JSON.parse(stdout)
  } catch {
    document = undefined
  }
  const report = auditSchema.safeParse(document)
  if (!report.success) {
    const reason = /(\d{3} [A-Z][\w ]+) - POST/.exec(stderr)?.[1] ?? 'no usable answer'
    console.log(`Known vulnerabilities were not checked: this npm registry has no advisories (${reason}).`)
    return !isStrict
  }
  const { high, critical } = report.data.metadata.vulnerabilities
  console.log(`Known vulnerabilities: ${high} high, ${critical} critical`)
  if (high + critical > 0) console.error('See “npm audit --omit=dev”.')
  return high + critical === 0
}

const { values } = parseArgs({
  options: { offline: { type: 'boolean', default: false }, strict: { type: 'boolean', default: false } },
})
const hasLicences = await checkLicences()
const hasAdvisories = values.offline || (await checkAdvisories({ isStrict: values.strict }))
process.exitCode = hasLicences && hasAdvisories ? 0 : 1
