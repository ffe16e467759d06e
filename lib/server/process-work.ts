import { singleton } from './singleton'
import { WorkQueue } from './work-queue'

/** The turns of this process: whatever asks registries or renders pages takes one. */
export function processWork(): WorkQueue {
  return singleton('work', () => new WorkQueue())
}
