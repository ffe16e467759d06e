import { channel } from 'node:diagnostics_channel'

/** One request that has left this server, and what became of it. */
export interface EgressEvent {
  hostname: string
  method: string
  /** Absent where no answer came. */
  status?: number
  /** Until the head of the answer. */
  durationMs: number
}

/** Whoever wants to count; named, so that all copies of this module publish to the same. */
export const egressEvents = channel('archipelago.egress')
