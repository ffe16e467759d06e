import { parsePlatform } from '@/lib/oci/platform'

export interface PullCommand {
  tool: string
  text: string
}

interface PullTarget {
  /** What to name: a tag's reference, or the repository with the platform's own digest. */
  reference: string
  platform: string
}

/** `os/architecture[/variant]` for a command line, which has no place for a Windows version. */
export function platformArgument(platform: string): string | undefined {
  const parsed = parsePlatform(platform)
  if (!parsed || parsed.os === 'unknown' || parsed.architecture === 'unknown') return undefined
  return platform.replace(/ \(.*\)$/, '')
}

export function pullCommands({ reference, platform }: PullTarget): PullCommand[] {
  const argument = platformArgument(platform)
  const option = argument === undefined ? '' : `--platform ${argument} `
  return [
    { tool: 'docker', text: `docker pull ${option}${reference}` },
    { tool: 'podman', text: `podman pull ${option}${reference}` },
    { tool: 'nerdctl', text: `nerdctl pull ${option}${reference}` },
    { tool: 'Dockerfile', text: `FROM ${argument === undefined ? '' : `--platform=${argument} `}${reference}` },
    { tool: 'crictl', text: `crictl pull ${reference}` },
    { tool: 'Kubernetes', text: `image: ${reference}` },
  ]
}
