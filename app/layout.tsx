import './globals.css'
import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import Script from 'next/script'
import { connection } from 'next/server'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { HeaderSearch } from '@/components/search/header-search'
import { Palette } from '@/components/search/palette/palette'
import { NavigationProgress } from '@/components/site/navigation-progress'
import { SiteFooter } from '@/components/site/site-footer'
import { SiteHeader } from '@/components/site/site-header'
import { isTheme } from '@/components/ui/theme'
import { siteSettings } from '@/lib/server/site-settings'
import { Providers } from './providers'

export const metadata: Metadata = {
  title: { default: 'Archipelago', template: '%s · Archipelago' },
  description: 'See and compose multi-architecture container images on any OCI registry.',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f8f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0b1218' },
  ],
}

export default async function RootLayout({ children }: LayoutProps<'/'>) {
  // Every page is rendered per request: only then can Next put the request's nonce on its scripts.
  await connection()
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const cookie = (await cookies()).get('theme')?.value
  const theme = isTheme(cookie) ? cookie : 'system'
  const settings = siteSettings()
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      data-theme={theme === 'system' ? undefined : theme}
    >
      {/* zod else tries whether it may eval, which the browser reports against our policy */}
      <Script id="no-eval" strategy="beforeInteractive" nonce={nonce}>
        {'globalThis.__zod_globalConfig = { jitless: true }'}
      </Script>
      <body className="flex min-h-dvh flex-col bg-surface font-sans text-base text-ink">
        <NuqsAdapter>
          <Providers nonce={nonce} writing={settings.readOnly ? 'off' : 'on'}>
            <a
              href="#content"
              className="absolute top-2 left-2 z-50 -translate-y-20 rounded-md bg-ink px-3 py-2 text-sm text-surface focus:translate-y-0"
            >
              Skip to the content
            </a>
            <NavigationProgress />
            <SiteHeader
              theme={theme}
              search={<HeaderSearch />}
              palette={<Palette sandboxRegistry={settings.sandboxRegistry} />}
            />
            <main id="content" tabIndex={-1} className="mx-auto w-full max-w-7xl flex-1 px-4 py-6 outline-none sm:px-6">
              {children}
            </main>
            <SiteFooter mode={settings.mode} isReadOnly={settings.readOnly} />
          </Providers>
        </NuqsAdapter>
      </body>
    </html>
  )
}
