/** Two stacks of layers: the lower ones are the same, the upper ones are not. */
export function StackPair({ className }: { className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 160 84"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      className={className}
    >
      <g className="text-accent" strokeLinejoin="round">
        <rect x="12" y="50" width="48" height="10" rx="2" fill="currentColor" fillOpacity=".25" />
        <rect x="100" y="50" width="48" height="10" rx="2" fill="currentColor" fillOpacity=".25" />
        <rect x="12" y="64" width="48" height="10" rx="2" fill="currentColor" fillOpacity=".25" />
        <rect x="100" y="64" width="48" height="10" rx="2" fill="currentColor" fillOpacity=".25" />
      </g>
      <rect x="12" y="36" width="48" height="10" rx="2" strokeDasharray="3 3" />
      <rect x="100" y="36" width="48" height="10" rx="2" />
      <rect x="100" y="16" width="48" height="16" rx="2" />
      <path d="M68 55h24m0 0-4-4m4 4-4 4" strokeLinecap="round" strokeLinejoin="round" />
      <path d="M2 82h156" strokeLinecap="round" opacity=".5" />
    </svg>
  )
}
