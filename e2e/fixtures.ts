import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  type Page,
} from '@playwright/test'
import { type CncfRegistry, startCncfRegistry } from './support/cncf-registry'

interface StoryFixtures {
  /** A repository of the real registry that only this test uses, as a path without the registry. */
  repository: string
  /** What the browser may complain about in this test; nothing unless set. */
  tolerated: RegExp | undefined
  /** Fails the test on any console error or warning, page error or violation of the content security policy. */
  complaints: string[]
  /** A page of somebody else, who shares no cookies with the first visitor. */
  newVisitor: (options?: BrowserContextOptions) => Promise<Page>
}

interface WorkerFixtures {
  registry: CncfRegistry
}

async function collectComplaints(context: BrowserContext, complaints: string[]): Promise<void> {
  // a breach that the page’s own code catches is nowhere else to be seen
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`Content Security Policy: ${violatedDirective} ${blockedURI}`),
    )
  })
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.text()} ${message.location().url}`)
  })
  context.on('weberror', (error) => complaints.push(error.error().message))
}

function visitorFactory(browser: Browser, complaints: string[], opened: BrowserContext[]) {
  return async (options?: BrowserContextOptions) => {
    const context = await browser.newContext(options)
    opened.push(context)
    await collectComplaints(context, complaints)
    return context.newPage()
  }
}

export const test = base.extend<StoryFixtures, WorkerFixtures>({
  registry: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      const registry = await startCncfRegistry()
      await use(registry)
      await registry.close()
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  repository: async ({}, use, testInfo) => {
    await use(`story/${testInfo.testId.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${testInfo.repeatEachIndex}`)
  },
  tolerated: [undefined, { option: true }],
  complaints: [
    async ({ context, tolerated }, use) => {
      const complaints: string[] = []
      await collectComplaints(context, complaints)
      await use(complaints)
      base.expect(complaints.filter((text) => !tolerated?.test(text))).toEqual([])
    },
    { auto: true },
  ],
  newVisitor: async ({ browser, complaints }, use) => {
    const opened: BrowserContext[] = []
    await use(visitorFactory(browser, complaints, opened))
    await Promise.all(opened.map((context) => context.close()))
  },
})

export const { expect } = base
