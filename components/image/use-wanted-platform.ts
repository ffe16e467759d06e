'use client'
import { useQueryState } from 'nuqs'
import { wantedPlatform } from './platform-match'

/** The platform in the page's address, and how to change it without asking the server again. */
export function useWantedPlatform(): [string | undefined, (platform: string) => void] {
  const [text, setText] = useQueryState('platform')
  return [wantedPlatform(text), (platform) => void setText(platform)]
}
