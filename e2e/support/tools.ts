import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

export type Tool = 'chromium' | 'docker-registry' | 'skopeo' | 'docker' | 'redis-server' | 'openssl'

interface ToolSource {
  debianPackage: string
  variable: string
  /** Where Debian puts programs that are not always on the PATH. */
  folders: string[]
}

/** The programs that the browser tests use beside Node, and the variable that names another copy of each. */
export const tools: Record<Tool, ToolSource> = {
  chromium: { debianPackage: 'chromium', variable: 'CHROMIUM_PATH', folders: ['/usr/bin'] },
  'docker-registry': {
    debianPackage: 'docker-registry',
    variable: 'DOCKER_REGISTRY_PATH',
    folders: ['/usr/bin', '/usr/sbin'],
  },
  skopeo: { debianPackage: 'skopeo', variable: 'SKOPEO_PATH', folders: ['/usr/bin'] },
  'redis-server': { debianPackage: 'redis-server', variable: 'REDIS_SERVER_PATH', folders: ['/usr/bin'] },
  docker: { debianPackage: 'docker.io', variable: 'DOCKER_PATH', folders: ['/usr/bin'] },
  openssl: { debianPackage: 'openssl', variable: 'OPENSSL_PATH', folders: ['/usr/bin'] },
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export function findTool(tool: Tool): string | undefined {
  const { variable, folders } = tools[tool]
  const chosen = process.env[variable]
  if (chosen) return isExecutable(chosen) ? chosen : undefined
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return [...onPath, ...folders].map((folder) => join(folder, tool)).find(isExecutable)
}

export function missingTools(): Tool[] {
  return (Object.keys(tools) as Tool[]).filter((tool) => findTool(tool) === undefined)
}

/** @throws {Error} that says what to install */
export function requireTool(tool: Tool): string {
  const path = findTool(tool)
  if (path === undefined) throw new Error(installAdvice([tool]))
  return path
}

export function installAdvice(missing: readonly Tool[]): string {
  const packages = missing.map((tool) => tools[tool].debianPackage).join(' ')
  const variables = missing.map((tool) => tools[tool].variable).join(', ')
  return `The browser tests need ${missing.join(', ')}: install the Debian packages “${packages}”, or name the programs with ${variables}.`
}
