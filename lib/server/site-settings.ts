import 'server-only'
import { processConfig } from './config'

/** What the pages may know of the configuration. */
export interface SiteSettings {
  mode: 'local'
  readOnly: boolean
  /** The embedded registry's address, while the demo runs. */
  sandboxRegistry?: string
}

export function siteSettings(): SiteSettings {
  const { readOnly, sandbox } = processConfig()
  return { mode: 'local', readOnly, ...(sandbox === undefined ? {} : { sandboxRegistry: sandbox }) }
}
