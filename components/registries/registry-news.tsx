import { UntrustedText } from '@/components/reference/untrusted-text'
import { Notice } from '@/components/ui/notice'
import type { ListedRegistry } from './use-listed-registries'

/** What a registry let slip beside its answers. */
export function RegistryNews({ registry: { name, warnings, signInRefused } }: { registry: ListedRegistry }) {
  if (!signInRefused && warnings.length === 0) return null
  return (
    <div className="flex flex-col gap-2 sm:col-span-full">
      {signInRefused ? (
        <Notice tone="warning" title={`${name} refused the stored sign-in.`}>
          What is shown of it is what everybody may see; sign in again to see the rest.
        </Notice>
      ) : null}
      {warnings.length > 0 ? (
        <Notice tone="warning" title={`${name} warns:`}>
          <ul className="mt-0.5 space-y-0.5">
            {warnings.map((warning) => (
              <li key={warning}>
                <UntrustedText text={warning} />
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  )
}
