'use client'
import { useEffect, useState } from 'react'
import { copyText } from './copy-text'

export type CopyState = 'idle' | 'copied' | 'failed'
const shownMs = 2000

/** A function is asked at the press: for what only the browser knows, such as the page's address. */
export function useCopy(text: string | (() => string)): [CopyState, () => Promise<void>] {
  const [state, setState] = useState<CopyState>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), shownMs)
    return () => clearTimeout(timer)
  }, [state])
  const copy = async () => {
    const isCopied = await copyText(typeof text === 'string' ? text : text())
    setState(isCopied ? 'copied' : 'failed')
  }
  return [state, copy]
}
