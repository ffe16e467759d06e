import { pino } from 'pino'
import { processConfig } from './config'
import { singleton } from './singleton'

/** The one logger; JSON lines on standard error. */
export function log() {
  return singleton('log', () =>
    pino(
      {
        level: processConfig().logLevel,
        redact: { paths: ['*.authorization', '*.password', '*.token', '*.cookie'], censor: '[secret]' },
      },
      pino.destination(2),
    ),
  )
}
