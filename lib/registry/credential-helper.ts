import { spawn } from 'node:child_process'
import { z } from 'zod'
import { decodeJson } from '@/lib/oci/decode-json'
import { type Credential, credentialOf } from './credential'
import { Secret } from './secret'

const maxOutputBytes = 65_536
const defaultTimeoutMs = 5_000
const namePattern = /^[a-z0-9_-]{1,64}$/
const replySchema = z.looseObject({ Username: z.string(), Secret: z.string().min(1) })

/** Whether a configuration may name this helper: it becomes part of a program's name. */
export const isHelperName = (name: string) => namePattern.test(name)

export type Environment = Record<string, string | undefined>

interface HelperOptions {
  /** Of the helper's process; this process's unless given. */
  environment?: Environment | undefined
  timeoutMs?: number | undefined
}

/** A keychain's helper needs much of the environment, but nothing of ours. */
function environmentFor(environment: Environment): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('ARCHIPELAGO_'))
  return { NODE_ENV: process.env.NODE_ENV, ...Object.fromEntries(kept) }
}

/** What the helper prints, or undefined when it fails, hangs or prints too much. */
function run(program: string, input: string, options: HelperOptions): Promise<Buffer | undefined> {
  const { environment = process.env, timeoutMs = defaultTimeoutMs } = options
  return new Promise((resolve) => {
    const child = spawn(program, ['get'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: environmentFor(environment),
      detached: true,
      windowsHide: true,
    })
    const chunks: Buffer[] = []
    let seenBytes = 0
    const stop = () => {
      try {
        // the whole group: a script leaves the programs it has started behind
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // it has ended by itself
      }
      finish(undefined)
    }
    const timer = setTimeout(stop, timeoutMs)
    const finish = (output: Buffer | undefined) => {
      clearTimeout(timer)
      child.stdout.destroy()
      resolve(output)
    }
    child.on('error', () => finish(undefined))
    child.on('close', (code) => finish(code === 0 ? Buffer.concat(chunks) : undefined))
    child.stdout.on('data', (chunk: Buffer) => {
      seenBytes += chunk.byteLength
      chunks.push(chunk)
      if (seenBytes > maxOutputBytes) stop()
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

/**
 * The sign-in that `docker-credential-<name>` keeps, or undefined: none, no such program, a refusal, or no answer in five seconds.
 * Source: docker-credential-helpers, "Development".
 */
export async function askCredentialHelper(
  { name, server }: { name: string; server: string },
  options: HelperOptions = {},
): Promise<Credential | undefined> {
  if (!isHelperName(name)) return undefined
  const output = await run(`docker-credential-${name}`, server, options)
  if (!output) return undefined
  try {
    const reply = replySchema.safeParse(decodeJson(output))
    if (!reply.success) return undefined
    const { Username: username, Secret: text } = reply.data
    const secret = new Secret(text)
    if (username === '<token>') return { identityToken: secret }
    return username === '' ? undefined : credentialOf(username, secret)
  } catch {
    return undefined
  }
}
