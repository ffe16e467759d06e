import clsx from 'clsx'
import { useState } from 'react'
import { UntrustedText } from '@/components/reference/untrusted-text'
import { stepWords } from './step-words'

const longTextLength = 220

export function StepText({ createdBy, isEmpty }: { createdBy: string | undefined; isEmpty: boolean }) {
  const [isWhole, setIsWhole] = useState(false)
  const words = createdBy === undefined ? undefined : stepWords(createdBy)
  if (words === undefined) return <span className="text-ink-faint text-xs">The config does not say what it did</span>
  const isLong = words.length > longTextLength || words.split('\n').length > 3
  return (
    <>
      <code
        className={clsx(
          'block whitespace-pre-wrap font-mono text-xs [overflow-wrap:anywhere]',
          isEmpty && 'text-ink-faint',
          isLong && !isWhole && 'line-clamp-3',
        )}
      >
        <UntrustedText text={words} />
      </code>
      {isLong ? (
        <button
          type="button"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
          className="link inline-flex min-h-6 items-center text-xs"
        >
          {isWhole ? 'Show less' : 'Show the whole step'}
        </button>
      ) : null}
    </>
  )
}
