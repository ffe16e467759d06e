import { Check, Copy, X } from 'lucide-react'
import { useCopy } from '@/components/ui/use-copy'
import { shortDigest } from '@/lib/oci/digest'

interface TagDigestProps {
  digest: string
  tag: string
  /** The buttons of one row can be reached with Tab. */
  tabIndex: number
}

const names = { idle: 'Copy digest of', copied: 'Copied digest of', failed: 'Could not copy digest of' }

export function TagDigest({ digest, tag, tabIndex }: TagDigestProps) {
  const [state, copy] = useCopy(digest)
  const Icon = { idle: Copy, copied: Check, failed: X }[state]
  return (
    <span className="inline-flex items-center gap-0.5">
      <code title={digest} className="whitespace-nowrap font-mono text-xs">
        <span className="text-ink-faint">{digest.slice(0, digest.indexOf(':') + 1)}</span>
        {shortDigest(digest)}
      </code>
      <button
        type="button"
        tabIndex={tabIndex}
        aria-label={`${names[state]} ${tag}`}
        title="Copy digest"
        onClick={copy}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-md text-ink-faint transition-colors hover:bg-surface-sunken hover:text-ink"
      >
        <Icon aria-hidden className="size-3.5" />
      </button>
    </span>
  )
}
