import { runCommand } from './run-command'
import { requireTool } from './tools'

/** The bytes of a manifest as skopeo reads them. @throws {Error} with skopeo's own words */
export async function inspectWithSkopeo(reference: string): Promise<string> {
  const { code, stdout, stderr } = await runCommand(requireTool('skopeo'), [
    'inspect',
    '--raw',
    '--tls-verify=false',
    `docker://${reference}`,
  ])
  if (code !== 0) throw new Error(`skopeo inspect --raw ${reference}: ${stderr}`)
  return stdout
}
