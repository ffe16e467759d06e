const waiting: (() => void)[] = []

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
