import type { Metadata } from 'next'
import { DockerfileChecker } from '@/components/dockerfile/dockerfile-checker'
import { siteSettings } from '@/lib/server/site-settings'

export const metadata: Metadata = { title: 'Dockerfile' }

export default function DockerfilePage() {
  const { sandboxRegistry } = siteSettings()
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Check a Dockerfile</h1>
      <p className="mt-1 mb-5 max-w-prose text-ink-muted">
        Which platforms its base images share, and what is missing for the ones you want.
      </p>
      <DockerfileChecker {...(sandboxRegistry === undefined ? {} : { sandboxRegistry })} />
    </>
  )
}
