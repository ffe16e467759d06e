'use client'
import { useSyncExternalStore } from 'react'
import { isTheme, type Theme } from './theme'

const listeners = new Set<() => void>()

function subscribe(notify: () => void): () => void {
  listeners.add(notify)
  return () => listeners.delete(notify)
}

function read(): Theme {
  const { theme } = document.documentElement.dataset
  return isTheme(theme) ? theme : 'system'
}

/** The cookie lets the server write the theme into the page, so that nothing flashes. */
function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: cookieStore exists on secure origins only
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`
  for (const notify of listeners) notify()
}

/** The page's theme, the same wherever it is shown; `initial` is what the server wrote. */
export function useTheme(initial: Theme): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, read, () => initial), apply]
}
