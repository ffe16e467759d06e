import { formatReference, type Reference } from '@/lib/oci/reference'
import { singleton } from './singleton'

const queues = () => singleton('tag-lock', () => new Map<string, Promise<void>>())

/**
 * Waits for the pushes to this tag that came earlier; returns what ends the turn. No registry compares before it writes,
 * so within this server pushes to one tag go one after the other.
 */
export async function lockTag(target: Reference): Promise<() => void> {
  const key = formatReference(target)
  const waiting = queues()
  const before = waiting.get(key) ?? Promise.resolve()
  let release = () => {}
  const turn = new Promise<void>((resolve) => {
    release = resolve
  })
  const last = before.then(() => turn)
  waiting.set(key, last)
  await before
  return () => {
    release()
    if (waiting.get(key) === last) waiting.delete(key)
  }
}
