/** A waterline with nothing on it. */
export function EmptySea({ className }: { className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 256 72"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      className={className}
    >
      <circle cx="128" cy="34" r="17" strokeWidth="1.5" strokeDasharray="3 5" className="text-accent" />
      <path d="M8 40h72m96 0h72M104 40h48" strokeWidth="1.5" />
      <path d="M48 51h28m12 0h80m14 0h22" strokeWidth="1.25" opacity=".6" />
      <path d="M92 62h30m14 0h26" strokeWidth="1" opacity=".4" />
    </svg>
  )
}
