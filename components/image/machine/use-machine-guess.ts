'use client'
import { useEffect, useState } from 'react'
import { guessMachine, type MachineGuess, type MachineSignals } from './machine-guess'

interface ClientHints {
  getHighEntropyValues: (names: string[]) => Promise<Partial<Record<string, unknown>>>
}

function isClientHints(value: unknown): value is ClientHints {
  return typeof value === 'object' && value !== null && 'getHighEntropyValues' in value
}

async function readHints(): Promise<MachineSignals['hints']> {
  const source: unknown = Reflect.get(navigator, 'userAgentData')
  if (!isClientHints(source)) return undefined
  const values = await source.getHighEntropyValues(['architecture', 'bitness', 'platform']).catch(() => undefined)
  const text = (name: string) => (typeof values?.[name] === 'string' ? values[name] : '')
  return values && { platform: text('platform'), architecture: text('architecture'), bitness: text('bitness') }
}

/** Undefined until the browser has been asked; null when nothing can be guessed. */
export function useMachineGuess(): MachineGuess | null | undefined {
  const [guess, setGuess] = useState<MachineGuess | null>()
  useEffect(() => {
    let isCurrent = true
    const settle = (hints: MachineSignals['hints']) => {
      const { userAgent, maxTouchPoints } = navigator
      if (isCurrent) setGuess(guessMachine({ userAgent, maxTouchPoints, ...(hints ? { hints } : {}) }) ?? null)
    }
    void readHints().then(settle)
    return () => {
      isCurrent = false
    }
  }, [])
  return guess
}
