/** One coast with three shapes on the left; on the right each shape on an island of its own. */
export function SplitSea({ className }: { className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 200 96"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
    >
      <path d="M16 70C8 58 12 40 26 32c10-6 14-14 26-12 14 2 22 12 24 26 1 10-2 18-8 24Z" />
      <g className="text-accent" fill="currentColor" fillOpacity=".25">
        <rect x="26" y="46" width="12" height="12" rx="2" />
        <circle cx="48" cy="36" r="6.5" />
        <path d="m60 48 7 7-7 7-7-7Z" />
        <rect x="146" y="10" width="12" height="12" rx="2" />
        <circle cx="172" cy="44" r="6.5" />
        <path d="m150 66 7 7-7 7-7-7Z" />
      </g>
      <path d="M92 40c16-2 26-10 38-20m-6 1 6-1-2 6M92 46h60m-5-4 5 4-5 4M92 52c16 2 26 8 38 17m-2-6 2 6-6-1" />
      <path d="M134 30h36M160 60h26M136 88h34M6 78h78" opacity=".55" />
    </svg>
  )
}
