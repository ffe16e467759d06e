import { log } from './log'

/** Next and other libraries say what went wrong to the console, in words that nobody has looked at: those go through the logger. */
export function logConsole(): void {
  console.error = (...said: unknown[]) => log().error({ said }, 'said by a library')
  console.warn = (...said: unknown[]) => log().warn({ said }, 'said by a library')
}
