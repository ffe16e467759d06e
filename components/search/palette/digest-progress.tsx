import { ApiFailure } from '@/lib/contract/error'
import type { DigestSearch } from './find-digest'
import type { DigestSearchState } from './use-digest-search'

const count = (number: number, noun: string) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`

function progressText({ state, total, looked, unread, matches }: DigestSearch): string {
  if (state === 'listing') return 'Reading the tags…'
  const missed = unread === 0 ? '' : ` ${count(unread, 'tag')} could not be read.`
  const found = `found ${matches.length.toLocaleString('en')}`
  if (state !== 'done') return `Looked at ${looked.toLocaleString('en')} of ${count(total, 'tag')}, ${found}.${missed}`
  if (total === 0) return 'This repository has no tags.'
  if (matches.length > 0) return `Looked at ${count(total, 'tag')}, ${found}.${missed}`
  return `None of ${count(total, 'tag')} points at this digest or has an image with it. A tag may have pointed there before.${missed}`
}

function failureText(error: Error): string {
  return error instanceof ApiFailure ? error.message : 'The search broke off here; try again.'
}

/** How far the search for a digest has come, in words and as a bar. */
export function DigestProgress({ search, error }: Omit<DigestSearchState, 'goOn'>) {
  if (error)
    return (
      <p role="alert" className="text-danger">
        {failureText(error)}
      </p>
    )
  if (search === undefined) return null
  const isRunning = search.state === 'listing' || search.state === 'looking'
  return (
    <>
      <p role="status" aria-live={search.state === 'looking' ? 'off' : 'polite'} className="tabular-nums">
        {progressText(search)}
      </p>
      {isRunning ? (
        <progress
          aria-label="Tags looked at"
          max={Math.max(search.total, 1)}
          value={search.state === 'listing' ? undefined : search.looked}
          className="mt-1.5 block h-1 w-full appearance-none overflow-clip rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        />
      ) : null}
    </>
  )
}
