import clsx from 'clsx'
import Link from 'next/link'
import { CopyButton } from '@/components/ui/copy-button'
import { shortDigest } from '@/lib/oci/digest'

interface DigestProps {
  digest: string
  /** Whose digest it is, for the name of the copy button: “linux/arm64”. */
  of?: string
  href?: `/image/${string}`
  isWhole?: boolean
  className?: string
}

export function Digest({ digest, of, href, isWhole = false, className }: DigestProps) {
  const algorithm = digest.slice(0, digest.indexOf(':') + 1)
  const code = (
    <code title={digest} className={clsx('font-mono text-xs', isWhole ? 'break-all' : 'whitespace-nowrap')}>
      <span className="text-ink-faint">{algorithm}</span>
      {isWhole ? digest.slice(algorithm.length) : shortDigest(digest)}
    </code>
  )
  return (
    <span className={clsx('inline-flex min-w-0 items-center gap-0.5', className)}>
      {href ? (
        <Link href={href} className="rounded-sm underline-offset-2 hover:underline">
          {code}
        </Link>
      ) : (
        code
      )}
      <CopyButton text={digest} label={of ? `Copy digest of ${of}` : 'Copy digest'} />
    </span>
  )
}
