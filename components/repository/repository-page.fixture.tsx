import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { configure, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { NuqsTestingAdapter } from 'nuqs/adapters/testing'
import { Tooltip } from 'radix-ui'
import { tagsQuery } from '@/lib/contract/queries'
import { repository } from './repository-api.fixture'
import { RepositoryTags } from './repository-tags'

// real requests to a real server, on machines that may be busy
configure({ asyncUtilTimeout: 5000 })

export function showRepository(client: QueryClient, search = '') {
  const { unmount } = render(
    <NuqsTestingAdapter searchParams={search} hasMemory>
      <QueryClientProvider client={client}>
        <Tooltip.Provider>
          <RepositoryTags repository={repository} />
        </Tooltip.Provider>
      </QueryClientProvider>
    </NuqsTestingAdapter>,
  )
  return { user: userEvent.setup(), unmount }
}

/** With the list as the server hands it over with the page. */
export function openRepository(tags: string[], search?: string, client = new QueryClient()) {
  client.setQueryData(tagsQuery(repository).queryKey, { pages: [{ repository, tags }], pageParams: [undefined] })
  return { client, ...showRepository(client, search) }
}

export const rows = () =>
  within(screen.getByRole('table', { name: 'Tags' }))
    .getAllByRole('row')
    .slice(1)
export const row = (tag: string) =>
  screen.getByRole('row', { name: new RegExp(`^Choose ${tag.replaceAll('.', '\\.')} `) })
export const box = (tag: string) => screen.getByRole('checkbox', { name: `Choose ${tag}` })
/** What a row says, column by column. */
export const cells = (tag: string) =>
  within(row(tag))
    .getAllByRole('cell')
    .map(({ textContent }) => textContent)
