import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

const sources = ['app', 'components', 'lib', 'public', 'next.config.js', 'package.json']

async function newestChange(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0
  const children = await readdir(path)
  return Math.max(found.mtimeMs, ...(await Promise.all(children.map((child) => newestChange(join(path, child))))))
}

/** Whether a production build is there and no source is newer. */
export async function hasFreshBuild(root: string): Promise<boolean> {
  const marker = join(root, '.next', 'BUILD_ID')
  if (!existsSync(marker)) return false
  const changes = await Promise.all(sources.map((source) => newestChange(join(root, source))))
  return (await stat(marker)).mtimeMs >= Math.max(...changes)
}

/** Runs `next build`. @throws {Error} when it fails; its own output says why */
export async function build(root: string): Promise<void> {
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error('The build failed; its output above says why.')
}
