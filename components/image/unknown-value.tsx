/** What could not be learned is said so; it is never 0. */
export function UnknownValue({ why }: { why: string }) {
  return (
    <span title={why} className="text-ink-faint">
      unknown
    </span>
  )
}
