const coast =
  'M21.1 3q-1.5 0.1-2.9 0.7q-1.3 0.6-2.5 1.6q-1.2 0.9-2.4 1.7q-1.3 0.9-2.7 1.5q-1.4 0.6-2.7 1.3q-1.3 0.8-2.3 1.9q-1.1 1-1.8 2.3q-0.7 1.4-1 2.8q-0.3 1.5-0.1 3q0.3 1.5 0.9 2.8q0.7 1.4 1.8 2.4q1.1 1.1 2.4 1.7q1.4 0.7 2.8 1q1.5 0.2 3 0.1q1.5-0.2 3-0.4q1.5-0.3 3-0.3q1.5 0 3 0q1.5 0.1 2.9-0.5q1.4-0.5 2.4-1.6q0.9-1.2 1.2-2.6q0.3-1.5-0.1-3q-0.3-1.4-0.7-2.9q-0.5-1.4-0.3-2.9q0.2-1.5 0.3-3q0-1.5-0.4-2.9q-0.5-1.5-1.5-2.6q-1-1.1-2.4-1.6q-1.4-0.6-2.9-0.5z'

/** Three islands of three shapes within one coast. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="1 1 30 30" className={className}>
      <path d={coast} className="fill-ink" />
      <circle cx="11.6" cy="18.7" r="4.6" className="fill-[light-dark(#56c8cb,#00646c)]" />
      <rect x="18.9" y="6.4" width="5.8" height="5.8" rx="0.8" className="fill-surface-raised" />
      <path d="M24 18.9l2.9 2.9-2.9 2.9-2.9-2.9z" className="fill-surface-raised" />
    </svg>
  )
}
