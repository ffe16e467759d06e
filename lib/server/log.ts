import { type DestinationStream, type Logger, pino } from 'pino'
import { processConfig } from './config'
import { redact } from './redact'
import { singleton } from './singleton'

/** A logger of JSON lines through which no secret passes, whatever it is handed. */
export function createLogger(level: string, destination: DestinationStream): Logger {
  return pino(
    {
      level,
      // pino’s own would write an error’s words as they are
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(inputs, method) {
          method.apply(this, inputs.map((input) => redact(input)) as Parameters<typeof method>)
        },
      },
    },
    destination,
  )
}

/** The one logger; on standard error. */
export function log(): Logger {
  return singleton('log', () => createLogger(processConfig().logLevel, pino.destination(2)))
}
