import 'server-only'
import { type Mode, processConfig } from './config'

/** What the pages may know of the configuration. */
export interface SiteSettings {
  mode: Mode
  readOnly: boolean
  /** The dashboard's public address, where one is configured. */
  origin?: string
  /** The embedded registry's address, while the demo runs. */
  sandboxRegistry?: string
}

export function siteSettings(): SiteSettings {
  const { mode, readOnly, sandbox, origin } = processConfig()
  return {
    mode,
    readOnly,
    ...(origin === undefined ? {} : { origin }),
    ...(sandbox === undefined ? {} : { sandboxRegistry: sandbox }),
  }
}
