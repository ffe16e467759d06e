import 'server-only'
import { processConfig } from './config'

/** What the pages may know of the configuration. */
export interface SiteSettings {
  mode: 'local'
  readOnly: boolean
  /** The dashboard's public address, where one is configured. */
  origin?: string
  /** The embedded registry's address, while the demo runs. */
  sandboxRegistry?: string
}

export function siteSettings(): SiteSettings {
  const { readOnly, sandbox, origin } = processConfig()
  return {
    mode: 'local',
    readOnly,
    ...(origin === undefined ? {} : { origin }),
    ...(sandbox === undefined ? {} : { sandboxRegistry: sandbox }),
  }
}
