export interface MachineSignals {
  userAgent: string
  /** User agent client hints: on secure origins only, and not of every browser. */
  hints?: { platform: string; architecture: string; bitness: string }
  maxTouchPoints?: number
}

export interface MachineGuess {
  /** What containers run on there: `linux/arm64`. */
  platform: string
  /** “Your Mac” */
  device: string
  /** Why this platform, as a sentence. */
  reason: string
  /** The browser does not say; this is what most people have. */
  isUncertain: boolean
}

/** As `uname -m` says it, which browsers on Linux repeat. */
const machineNames: Record<string, string> = {
  x86_64: 'amd64',
  amd64: 'amd64',
  aarch64: 'arm64',
  arm64: 'arm64',
  armv8l: 'arm64',
  armv7l: 'arm/v7',
  armv6l: 'arm/v6',
  i686: '386',
  i386: '386',
  ppc64le: 'ppc64le',
  s390x: 's390x',
  riscv64: 'riscv64',
}

function architectureFrom({ architecture, bitness }: NonNullable<MachineSignals['hints']>): string | undefined {
  if (architecture === 'arm') return bitness === '32' ? 'arm/v7' : 'arm64'
  if (architecture === 'x86') return bitness === '32' ? '386' : 'amd64'
  return undefined
}

const processorWords: Record<string, string> = { arm64: 'an ARM processor', amd64: 'an x86 processor' }

function desktopGuess(device: string, architecture: string | undefined, usual: string): MachineGuess {
  const known = architecture === 'arm64' || architecture === 'amd64' ? architecture : undefined
  return {
    device,
    platform: `linux/${known ?? usual}`,
    isUncertain: known === undefined,
    reason: known
      ? `${device} has ${processorWords[known]}, and Docker runs Linux containers on it.`
      : `A guess: your browser does not say which processor it has; most have ${processorWords[usual]}.`,
  }
}

/** As the user agent writes it after the system’s name. */
function writtenArchitecture(userAgent: string): string | undefined {
  const name = /(?:Linux|CrOS) ([A-Za-z0-9_]+)/.exec(userAgent)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(machineNames, name) ? machineNames[name] : undefined
}

function linuxGuess({ userAgent, hints }: MachineSignals): MachineGuess | undefined {
  const hinted = hints && architectureFrom(hints)
  const architecture = hinted ?? writtenArchitecture(userAgent)
  if (architecture === undefined) return undefined
  // Chromium writes x86_64 on every Linux; only its client hints tell.
  const isUncertain = hinted === undefined && /Chrom(e|ium)\//.test(userAgent) && architecture === 'amd64'
  const processor = processorWords[architecture] ?? `a processor called ${architecture}`
  const reason = isUncertain
    ? 'A guess: this browser says x86_64 on every Linux machine.'
    : `Your browser says it has ${processor}.`
  return { device: 'Your Linux machine', platform: `linux/${architecture}`, isUncertain, reason }
}

/** What the visitor’s containers probably run on; undefined for phones, tablets and what is not known. */
export function guessMachine(signals: MachineSignals): MachineGuess | undefined {
  const { userAgent, hints, maxTouchPoints = 0 } = signals
  const system = hints?.platform || userAgent
  const architecture = hints && architectureFrom(hints)
  if (/Android|iPhone|iPad|iPod|iOS/.test(`${system} ${userAgent}`)) return undefined
  // An iPad calls itself a Mac; a Mac has no touch screen.
  if (/mac ?os|Macintosh/i.test(system))
    return maxTouchPoints > 1 ? undefined : desktopGuess('Your Mac', architecture, 'arm64')
  if (/Windows/.test(system)) return desktopGuess('Your PC', architecture, 'amd64')
  return /Linux|CrOS|Chrome ?OS|Chromium OS/.test(`${system} ${userAgent}`) ? linuxGuess(signals) : undefined
}
