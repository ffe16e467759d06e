import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CommandResult, runCommand } from './run-command'
import { requireTool } from './tools'

/** One call of `docker manifest`, which needs no daemon; with a settings folder of its own, since it keeps local copies. */
export async function dockerManifest(commandLines: readonly (readonly string[])[]): Promise<CommandResult> {
  const folder = await mkdtemp(join(tmpdir(), 'archipelago-docker-'))
  let result: CommandResult = { code: 1, stdout: '', stderr: 'no command was given' }
  try {
    for (const commandLine of commandLines) {
      const environment = { DOCKER_CONFIG: folder, DOCKER_CLI_EXPERIMENTAL: 'enabled' }
      result = await runCommand(requireTool('docker'), ['manifest', ...commandLine], { environment })
      if (result.code !== 0) throw new Error(`docker manifest ${commandLine.join(' ')}: ${result.stderr}`)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return result
}

/** The manifest as `docker manifest inspect` prints it. @throws {Error} with docker's own words */
export async function inspectWithDocker(reference: string): Promise<unknown> {
  const { stdout } = await dockerManifest([['inspect', '--insecure', reference]])
  return JSON.parse(stdout)
}
