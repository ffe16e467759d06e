import { Anchor } from 'lucide-react'
import { registryCommands } from '@/components/reference/data-commands'
import { DataMenu } from '@/components/reference/data-menu'
import { ReferenceText } from '@/components/reference/reference-text'
import { endpointUrl } from '@/lib/contract/call-api'
import { listRepositoriesEndpoint } from '@/lib/contract/tags'

interface RegistryHeadProps {
  registry: string
  /** What people call it, where that is not its address. */
  name: string | undefined
}

export function RegistryHead({ registry, name }: RegistryHeadProps) {
  return (
    <header className="mb-5 flex items-center gap-3">
      <span className="grid size-10 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent">
        <Anchor aria-hidden className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <h1 className="font-semibold text-xl tracking-tight sm:text-2xl">
          {name ?? <ReferenceText reference={registry} />}
        </h1>
        {name ? (
          <p className="text-ink-muted text-sm">
            <ReferenceText reference={registry} />
          </p>
        ) : null}
      </div>
      <DataMenu json={endpointUrl(listRepositoriesEndpoint, { registry })} commands={registryCommands(registry)} />
    </header>
  )
}
