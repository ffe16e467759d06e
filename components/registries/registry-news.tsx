import { UntrustedText } from '@/components/reference/untrusted-text'
import { Notice } from '@/components/ui/notice'
import type { ListedRegistry } from './use-listed-registries'

/** What a registry wrote beside its answers. */
export function RegistryNews({ registry: { name, warnings } }: { registry: ListedRegistry }) {
  if (warnings.length === 0) return null
  return (
    <Notice tone="warning" title={`${name} warns:`} className="sm:col-span-full">
      <ul className="mt-0.5 space-y-0.5">
        {warnings.map((warning) => (
          <li key={warning}>
            <UntrustedText text={warning} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}
