/** Windows versions: only the first three numbers count. */

/** Long-term builds whose containers later hosts still run. Source: containerd/platforms, platform_windows_compat.go. */
const longTermBuilds = [20348, 26100]
const firstCompatibleBuild = 20348

interface WindowsVersion {
  majorMinor: string
  build: number
}

function readVersion(text: string): WindowsVersion | undefined {
  const match = /^(\d+\.\d+)\.(\d+)(?:\.|$)/.exec(text)
  return match ? { majorMinor: match[1] ?? '', build: Number(match[2]) } : undefined
}

/** The oldest image build that a host of this build runs. */
function oldestBuildFor(hostBuild: number): number {
  const older = longTermBuilds.filter((build) => build < hostBuild)
  return older.at(-1) ?? firstCompatibleBuild
}

/** Whether a Windows host runs an image of this version; a version that is not stated fits all. */
export function windowsHostRuns(hostVersion: string | undefined, imageVersion: string | undefined): boolean {
  if (!hostVersion || !imageVersion) return true
  const [host, image] = [readVersion(hostVersion), readVersion(imageVersion)]
  if (!host || !image || host.majorMinor !== image.majorMinor) return false
  if (host.build < firstCompatibleBuild) return image.build === host.build
  return image.build <= host.build && image.build >= oldestBuildFor(host.build)
}
