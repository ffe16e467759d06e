const waiting: (() => void)[] = []
/** What nobody notices; some of it is over before the next look at the clock. */
const longTurnMs = 8
/** When the event loop’s present round began to work for us, in milliseconds of performance.now(). */
let roundBeganMs: number | undefined

function resumeNext(): void {
  waiting.shift()?.()
  if (waiting.length > 0) setTimeout(resumeNext)
}

/** Lets timers and other requests have their turn in the middle of a long piece of work. Of several such pieces, one goes on at a time. */
export const yieldTurn = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve)
    if (waiting.length === 1) setTimeout(resumeNext)
  })

function beginRound(): void {
  roundBeganMs = performance.now()
  setImmediate(() => {
    roundBeganMs = undefined
  })
}

/** Whether we have kept the others waiting long enough for them to notice. */
export function isLongTurn(): boolean {
  if (roundBeganMs === undefined) beginRound()
  return performance.now() - (roundBeganMs ?? 0) > longTurnMs
}

/** As yieldTurn, but goes on at once where others have had their turn a moment ago: what is short waits for nobody. */
export async function yieldLongTurn(): Promise<void> {
  if (!isLongTurn()) return
  await yieldTurn()
  beginRound()
}
