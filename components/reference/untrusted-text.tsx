import clsx from 'clsx'
import { type TextPart, visibleParts } from './visible-text'

interface UntrustedTextProps {
  /** From an image or a registry: anything at all. */
  text: string
  className?: string
}

/** Shows what is really there: nothing invisible, and nothing that turns the text beside it around. */
export function UntrustedText({ text, className }: UntrustedTextProps) {
  return (
    <bdi className={clsx('[overflow-wrap:anywhere]', className)}>
      {visibleParts(text).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other identity
        <Part key={index} {...part} />
      ))}
    </bdi>
  )
}

function Part({ text, codePoint }: TextPart) {
  if (codePoint === undefined) return text
  return (
    <span
      title={`An invisible character, ${codePoint}`}
      className="mx-px rounded-sm bg-warning-soft px-0.5 font-mono text-[0.9em] text-warning"
    >
      {text}
    </span>
  )
}
