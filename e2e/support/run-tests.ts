/** `npm test`: tools, unit tests, production build where it is stale, browser tests; the last line is the sum. */
import { mkdir, rm } from 'node:fs/promises'
import { build, hasFreshBuild } from '@/lib/server/ensure-build'
import { ensureTools } from './install-tools'
import { runVisibly } from './run-command'
import { addCounts, countExit, countPlaywright, countVitest, noTests, readCounts, type TestCounts } from './test-counts'

const oneFailure: TestCounts = { passed: 0, failed: 1 }
const reports = { unit: 'test-results/unit.json', browser: 'test-results/browser.json' }

function announce(step: string): void {
  console.log(`\n── ${step}`)
}

async function runUnitTests(): Promise<TestCounts> {
  announce('Unit tests')
  const exitCode = await runVisibly('node_modules/.bin/vitest', [
    'run',
    '--config=.config/vitest.config.ts',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${reports.unit}`,
  ])
  return countExit(await readCounts(reports.unit, countVitest), exitCode)
}

async function buildWhereStale(): Promise<boolean> {
  if (await hasFreshBuild(process.cwd())) return true
  announce('Production build')
  return build(process.cwd()).then(
    () => true,
    () => false,
  )
}

async function runBrowserTests(): Promise<TestCounts> {
  announce('Browser tests')
  const exitCode = await runVisibly('node_modules/.bin/playwright', ['test', '--config=e2e/playwright.config.ts'])
  return countExit(await readCounts(reports.browser, countPlaywright), exitCode)
}

async function runAll(): Promise<TestCounts> {
  await rm('test-results', { recursive: true, force: true })
  await mkdir('test-results')
  announce('Tools')
  if (!(await ensureTools())) return oneFailure
  console.log('chromium, docker-registry, skopeo and docker are there')
  const unit = await runUnitTests()
  if (!(await buildWhereStale())) return addCounts(unit, oneFailure)
  return addCounts(unit, await runBrowserTests())
}

process.env.NEXT_TELEMETRY_DISABLED = '1'
const { passed, failed } = await runAll().catch((error: unknown) => {
  console.error(error)
  return addCounts(noTests, oneFailure)
})
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
console.log(`\n${passed} passed, ${failed} failed`)
