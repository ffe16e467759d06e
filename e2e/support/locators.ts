import type { Locator, Page } from '@playwright/test'

/** The rows of the platform table, without those that only hold a problem. */
export function platformRows(page: Page): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader') })
}

export function platformRow(page: Page, platform: string): Locator {
  return page.getByRole('row').filter({ has: page.getByTitle(`Link to ${platform}`, { exact: true }) })
}

/** Digests are shown short and carry the whole as their title. */
export function shownDigest(within: Page | Locator, digest: string): Locator {
  return within.getByTitle(digest, { exact: true }).filter({ visible: true }).first()
}
