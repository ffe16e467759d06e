import { spawn } from 'node:child_process'

export interface CommandResult {
  code: number
  stdout: string
  stderr: string
}

interface CommandOptions {
  environment?: Record<string, string>
  timeoutMs?: number
}

/** Runs a program to its end and returns what it printed; a program that cannot be started has code 127. */
export function runCommand(
  program: string,
  programArguments: readonly string[],
  { environment = {}, timeoutMs = 60_000 }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8')
    child.on('error', (error) => resolve({ code: 127, stdout: text(stdout), stderr: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, stdout: text(stdout), stderr: text(stderr) }))
  })
}

/** Runs a program whose output goes straight to the terminal; returns its exit code. */
export function runVisibly(program: string, programArguments: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, { stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', () => resolve(127))
    child.on('close', (code) => resolve(code ?? 1))
  })
}
