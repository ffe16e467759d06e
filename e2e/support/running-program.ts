import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface RunningProgram {
  /** Absent where it could not be started. */
  pid: number | undefined
  /** Everything it has written so far, to say why it did not start. */
  output(): string
  /** Ends the program that was started here, by its process id; waits until it is gone. */
  close(): Promise<void>
}

const graceMs = 3_000

/** Starts a program that keeps running; it also ends with this process. */
export function startProgram(
  program: string,
  programArguments: readonly string[],
  environment: Record<string, string> = {},
): RunningProgram {
  const child = spawn(program, programArguments, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: string[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')))
  child.on('error', (error) => chunks.push(error.message))
  const killNow = () => child.kill('SIGKILL')
  process.once('exit', killNow)
  const hasEnded = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null
  return {
    pid: child.pid,
    output: () => chunks.join(''),
    async close() {
      process.removeListener('exit', killNow)
      if (hasEnded()) return
      const ended = once(child, 'close')
      const timer = setTimeout(killNow, graceMs)
      child.kill('SIGTERM')
      await ended
      clearTimeout(timer)
    },
  }
}
