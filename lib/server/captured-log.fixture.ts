import { createLogger } from './log'

/** What the one logger writes from here on, at every level, a line each. */
export function captureLog(): string[] {
  const lines: string[] = []
  Reflect.set(globalThis, Symbol.for('archipelago.log'), createLogger('trace', { write: (line) => lines.push(line) }))
  return lines
}
