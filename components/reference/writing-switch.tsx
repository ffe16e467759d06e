'use client'
import { createContext, useContext } from 'react'

/** Whether anything is written here at all. */
export type WritingSwitch = 'on' | 'off'

const Writing = createContext<WritingSwitch>('on')

export const WritingProvider = Writing.Provider

const words = 'This server only reads: whoever runs it has switched writing off.'

/** Why nothing can be pushed or deleted from here, in one sentence; undefined where it can. */
export function useWritingOff(): string | undefined {
  return useContext(Writing) === 'off' ? words : undefined
}
