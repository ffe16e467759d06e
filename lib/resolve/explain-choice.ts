import { formatPlatform, type Platform } from '@/lib/oci/platform'
import type { Choice, JudgedEntry, Verdict } from './choose-entry'

const reasons: Record<Verdict, (entry: JudgedEntry, host: string) => string> = {
  chosen: (_entry, host) => `Fits ${host} best.`,
  fits: (_entry, host) => `Would run on ${host} too, but another entry fits better or stands first.`,
  'other-os': ({ platform }) => `Is for another operating system (${platform?.os}).`,
  'other-architecture': ({ platform }, host) => `${platform?.architecture} does not run on ${host} without emulation.`,
  'newer-variant': (_entry, host) => `Asks for a newer CPU than ${host} promises.`,
  'other-windows-build': ({ platform }) => `Needs a Windows host that runs build ${platform?.['os.version']}.`,
  'needs-features': ({ platform }) => `Needs ${platform?.['os.features']?.join(', ')}, which the host does not offer.`,
  'no-platform': () => 'Does not say which platform it is for, so it is never taken.',
}

export function explainEntry(entry: JudgedEntry, host: Platform): string {
  return reasons[entry.verdict](entry, formatPlatform(host))
}

function explainEmulation(entries: JudgedEntry[]): string {
  const sameOs = entries.find(({ verdict }) => verdict === 'other-architecture')
  if (!sameOs?.platform) return 'Pulling fails with “no matching manifest”.'
  const other = formatPlatform(sameOs.platform)
  return `Pulling fails with “no matching manifest”, unless ${other} is asked for with --platform and the machine emulates it (QEMU, Rosetta), which is slow; Kubernetes cannot ask.`
}

/** What is pulled and why, in one or two sentences. */
export function explainChoice({ chosen, entries }: Choice, host: Platform): string {
  const name = formatPlatform(host)
  if (!chosen?.platform) return `Nothing here runs on ${name}. ${explainEmulation(entries)}`
  const taken = formatPlatform(chosen.platform)
  if (taken === name) return `A client on ${name} pulls the entry for exactly that platform.`
  if (host.os === 'windows') return `A client on ${name} pulls ${taken}, the newest Windows build here that it runs.`
  return `There is no entry for ${name} itself; a client on it pulls ${taken}, which it runs without emulation.`
}
