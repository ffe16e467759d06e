/** Lets timers and other requests have their turn in the middle of a long piece of work. */
export const yieldTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
