import { UntrustedText } from '@/components/reference/untrusted-text'
import { Chip } from '@/components/ui/chip'
import { CopyButton } from '@/components/ui/copy-button'
import { ScrollArea } from '@/components/ui/scroll-area'
import type { TryAnswer } from './use-try'

export function TryAnswerView({ answer, path }: { answer: TryAnswer; path: string }) {
  const { status, mediaType, tookMs, text, picture } = answer
  return (
    <section aria-label={`Answer of ${path}`} aria-live="polite" className="appear flex flex-col gap-1.5">
      <p className="flex flex-wrap items-center gap-2 text-ink-muted text-xs">
        <Chip tone={status < 400 ? 'success' : 'danger'}>{status}</Chip>
        <span className="font-mono">{mediaType}</span>
        <span className="tabular-nums">{Math.round(tookMs)} ms</span>
        {text === undefined ? null : <CopyButton text={text} label="Copy the answer" />}
      </p>
      {picture === undefined ? null : (
        // biome-ignore lint/performance/noImgElement: a picture that has been read already, of a size nobody knows
        <img src={picture} alt={`What ${path} draws`} className="max-w-full self-start rounded-md" />
      )}
      {text === undefined ? null : (
        <ScrollArea
          label={`Text of the answer of ${path}`}
          className="max-h-96 overflow-y-auto rounded-md bg-surface-sunken"
        >
          <pre className="w-max px-3 py-2 font-mono text-xs">
            <UntrustedText text={text} />
          </pre>
        </ScrollArea>
      )}
    </section>
  )
}
