export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export function isTheme(text: string | undefined): text is Theme {
  return themes.some((theme) => theme === text)
}

/** The cookie lets the server write the theme into the page, so that nothing flashes. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: cookieStore exists on secure origins only
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`
}
