import { isLoopbackHost } from '@/lib/registry/address-guard'
import type { Secret } from '@/lib/registry/secret'

interface Settings {
  ARCHIPELAGO_MODE: 'local' | 'shared'
  ARCHIPELAGO_ORIGIN?: string | undefined
  ARCHIPELAGO_SECRET: Secret[]
  ARCHIPELAGO_ALLOWED_HOSTS: string[]
  ARCHIPELAGO_USER_HEADER?: string | undefined
  ARCHIPELAGO_TRUSTED_PROXIES: string[]
}

function originFault(origin: string | undefined): string | undefined {
  if (origin === undefined)
    return 'ARCHIPELAGO_ORIGIN must be set in shared mode, to the address at which visitors open the dashboard.'
  const { protocol, hostname } = new URL(origin)
  return protocol === 'https:' || isLoopbackHost(hostname)
    ? undefined
    : 'ARCHIPELAGO_ORIGIN must start with https:// in shared mode, for sign-ins travel over it.'
}

/** What is missing or contradicts itself, a sentence each; empty where the server may start. */
export function sharedModeFaults(settings: Settings): string[] {
  const { ARCHIPELAGO_USER_HEADER: userHeader, ARCHIPELAGO_TRUSTED_PROXIES: proxies } = settings
  const isShared = settings.ARCHIPELAGO_MODE === 'shared'
  return [
    ...(isShared ? [originFault(settings.ARCHIPELAGO_ORIGIN)] : []),
    isShared && settings.ARCHIPELAGO_SECRET.length === 0
      ? 'ARCHIPELAGO_SECRET must be set in shared mode: sign-ins are sealed with it. “openssl rand -base64 32” makes one.'
      : undefined,
    isShared && settings.ARCHIPELAGO_ALLOWED_HOSTS.length > 0
      ? 'ARCHIPELAGO_ALLOWED_HOSTS is for local mode; in shared mode the host of ARCHIPELAGO_ORIGIN is the only one.'
      : undefined,
    userHeader !== undefined && proxies.length === 0
      ? 'ARCHIPELAGO_TRUSTED_PROXIES must name the proxies that set ARCHIPELAGO_USER_HEADER; anybody could set it otherwise.'
      : undefined,
  ].filter((fault) => fault !== undefined)
}
