'use client'
import { useQueryState } from 'nuqs'
import { wantedPlatform } from '../platform-match'
import type { MachineGuess } from './machine-guess'
import { useMachineGuess } from './use-machine-guess'

export interface Machine {
  /** Undefined until the browser has been asked; null when nothing can be guessed. */
  guess: MachineGuess | null | undefined
  /** From the page’s address: what somebody picked. */
  picked: string | undefined
  /** Null goes back to the visitor’s own. */
  pick: (platform: string | null) => void
}

export function useMachine(): Machine {
  const guess = useMachineGuess()
  const [text, setText] = useQueryState('machine')
  return { guess, picked: wantedPlatform(text), pick: (platform) => void setText(platform) }
}
