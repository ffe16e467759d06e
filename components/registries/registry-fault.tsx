import { Search } from 'lucide-react'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'

/** In place of a registry when the address names none. */
export function RegistryFault({ message }: { message: string }) {
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-4 pt-6 sm:pt-12">
      <h1 className="font-semibold text-2xl tracking-tight">This is not a registry</h1>
      <Notice tone="error">{message}</Notice>
      <div className="flex flex-wrap gap-2">
        <LinkButton href="/" icon={<Search aria-hidden className="size-3.5" />}>
          Look for an image
        </LinkButton>
      </div>
    </div>
  )
}
