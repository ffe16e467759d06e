/** The user stories, against the production build, the real CNCF registry and the system's Chromium. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, devices } from '@playwright/test'
import { absentRegistries } from './support/absent-registries'
import { freePort } from './support/free-port'
import { requireTool } from './support/tools'

const root = fileURLToPath(new URL('..', import.meta.url))

// workers read this file again: the port is settled once, by the process that starts them
process.env.E2E_PORT ??= String(await freePort())
const port = process.env.E2E_PORT

const registriesPath = join(root, 'test-results/registries.json')
mkdirSync(join(root, 'test-results'), { recursive: true })
writeFileSync(registriesPath, JSON.stringify(absentRegistries))

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: join(root, 'test-results/traces'),
  timeout: 30_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: join(root, 'test-results/browser.json') }]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    trace: 'retain-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: requireTool('chromium'),
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    },
  },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } } },
    { name: 'phone', use: { ...devices['Pixel 7'], viewport: { width: 360, height: 740 } }, grep: /@phone/ },
  ],
  webServer: {
    command: 'node --import tsx lib/server/start.ts',
    cwd: root,
    url: `http://127.0.0.1:${port}/healthz`,
    reuseExistingServer: false,
    // enough for a build, which the start does by itself where there is none
    timeout: 5 * 60_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    env: {
      PORT: port,
      NEXT_TELEMETRY_DISABLED: '1',
      ARCHIPELAGO_LOG_LEVEL: 'error',
      // nobody's own sign-ins are used, nobody's own history written
      ARCHIPELAGO_DATA_DIR: join(root, 'test-results/data'),
      ARCHIPELAGO_REGISTRIES: registriesPath,
      ARCHIPELAGO_DOCKER_CONFIG: join(root, 'test-results/no-docker-config.json'),
    },
  },
})
