import { runCommand } from './run-command'
import { installAdvice, missingTools, type Tool, tools } from './tools'

const aptGet = {
  environment: { DEBIAN_FRONTEND: 'noninteractive' },
  timeoutMs: 10 * 60_000,
}

async function canInstall(): Promise<boolean> {
  return process.getuid?.() === 0 && (await runCommand('apt-get', ['--version'])).code === 0
}

async function installPackages(missing: readonly Tool[]): Promise<void> {
  const packages = missing.map((tool) => tools[tool].debianPackage)
  console.log(`Installing ${packages.join(', ')} with apt-get …`)
  await runCommand('apt-get', ['update', '--quiet'], aptGet)
  const { code, stderr } = await runCommand(
    'apt-get',
    ['install', '--yes', '--quiet', '--no-install-recommends', ...packages],
    aptGet,
  )
  if (code !== 0) console.error(stderr.trim().split('\n').slice(-5).join('\n'))
}

/** Makes sure of the programs in `tools`; returns false, having said what to do, where that is left to a person. */
export async function ensureTools(): Promise<boolean> {
  const missing = missingTools()
  if (missing.length > 0 && (await canInstall())) await installPackages(missing)
  const stillMissing = missingTools()
  if (stillMissing.length > 0) console.error(installAdvice(stillMissing))
  return stillMissing.length === 0
}
