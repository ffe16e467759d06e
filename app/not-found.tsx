import { Search } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'

export const metadata: Metadata = { title: 'No such page' }

export default function NotFound() {
  return (
    <>
      <h1 className="sr-only">No such page</h1>
      <EmptyState
        title="There is no island here"
        action={
          <LinkButton href="/" variant="primary" icon={<Search aria-hidden className="size-3.5" />}>
            Look for an image
          </LinkButton>
        }
      >
        This address leads to no page. An image’s page is /image/ and its reference, for example /image/openjdk:8.
      </EmptyState>
    </>
  )
}
