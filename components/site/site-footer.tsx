export function SiteFooter() {
  return (
    <footer className="mx-auto flex w-full max-w-7xl flex-wrap gap-x-4 gap-y-1 px-4 py-5 text-ink-faint text-xs sm:px-6">
      <span>Archipelago: many architectures, one tag</span>
      <span className="sm:ml-auto">Local mode · Apache-2.0</span>
    </footer>
  )
}
