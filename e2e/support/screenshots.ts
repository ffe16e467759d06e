/** `npm run screenshots`: the pictures in the README, taken from the demo. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { composeHref, imageHref, repositoryHref } from '@/lib/contract/links'
import { type RunningProduct, startProduct } from './start-product'
import { requireTool } from './tools'

const folder = 'e2e/screenshots'

const wide = { width: 1280, height: 800 }
const narrow = { width: 360, height: 740 }
const looks = [
  { name: 'light', colorScheme: 'light', viewport: wide },
  { name: 'dark', colorScheme: 'dark', viewport: wide },
  { name: 'phone', colorScheme: 'light', viewport: narrow },
] as const

function pagesOf(registry: string): Record<string, string> {
  const app = `${registry}/demo/app`
  const sources = ['amd64', 'arm64', 'armv7'].map((architecture) => ({ reference: `${app}:1.1-${architecture}` }))
  return {
    home: '/',
    image: imageHref(`${registry}/demo/everywhere:2.3`),
    repository: repositoryHref(app),
    compose: composeHref({ target: `${app}:1.1`, sources }),
  }
}

/** The demo says at start where its registry listens. */
function sandboxOf(product: RunningProduct): string {
  const registry = /http:\/\/(localhost:\d+)/.exec(product.output())?.[1]
  if (registry === undefined) throw new Error(`The demo did not name its registry: ${product.output()}`)
  return registry
}

async function photograph(browser: Browser, product: RunningProduct, look: (typeof looks)[number]): Promise<void> {
  const { name, ...options } = look
  const context = await browser.newContext({ ...options, deviceScaleFactor: 1, reducedMotion: 'reduce' })
  const page = await context.newPage()
  for (const [title, address] of Object.entries(pagesOf(sandboxOf(product)))) {
    await page.goto(`${product.url}${address}`, { waitUntil: 'networkidle' })
    await page.evaluate(() => document.fonts.ready)
    const path = join(folder, `${title}-${name}.png`)
    await page.screenshot({ path })
    console.log(path)
  }
  await context.close()
}

await mkdir(folder, { recursive: true })
const product = await startProduct({ demo: true })
const browser = await chromium.launch({ executablePath: requireTool('chromium'), args: ['--no-sandbox'] })
try {
  for (const look of looks) await photograph(browser, product, look)
} finally {
  await browser.close()
  await product.close()
}
