import { FileJson } from 'lucide-react'
import type { Metadata } from 'next'
import { ApiReference } from '@/components/api/api-reference'
import { readOperations, readSchemas } from '@/components/api/read-operations'
import { buttonClass } from '@/components/ui/button-class'
import { openApiDocument } from '@/lib/contract/open-api'
import { siteSettings } from '@/lib/server/site-settings'

export const metadata: Metadata = { title: 'API' }

/** What the fields hold at first: something that answers here. */
function examplesFor(registry = 'docker.io'): Record<string, string> {
  const isSandbox = registry !== 'docker.io'
  const repository = isSandbox ? `${registry}/demo/app` : `${registry}/library/alpine`
  const [base, target] = isSandbox
    ? [`${repository}:1.0-amd64`, `${repository}:1.0`]
    : [`${repository}:3.19`, `${repository}:3.20`]
  return { ref: target, repository, registry, base, target, platform: 'linux/arm64' }
}

export default function ApiPage() {
  const document = openApiDocument()
  return (
    <>
      <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="font-semibold text-2xl tracking-tight">API</h1>
          <p className="mt-1 max-w-prose text-ink-muted">
            Whatever these pages show, a script can ask for. References are written as <code>docker pull</code> takes
            them; sizes are bytes, times RFC 3339; what is absent is unknown. Errors have a stable code and one
            sentence.
          </p>
        </div>
        <a href="/api/v1/openapi.json" className={buttonClass('secondary')}>
          <FileJson aria-hidden className="size-4" />
          OpenAPI document
        </a>
      </div>
      <ApiReference
        groups={readOperations(document)}
        schemas={readSchemas(document)}
        examples={examplesFor(siteSettings().sandboxRegistry)}
      />
    </>
  )
}
