import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Tooltip } from 'radix-ui'
import { expect, it, onTestFinished, vi } from 'vitest'
import { startApi } from './api.fixture'
import { ReferrerChoices } from './referrer-choices'

const reference = 'localhost:5000/demo/app:1.0-amd64'
const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`
const [signature, sbom] = [digestOf('1'), digestOf('2')]
const mediaType = 'application/vnd.oci.image.manifest.v1+json'

async function show(chosen: string[], referrers: unknown[]) {
  const api = await startApi(() => ({ body: { reference, digest: digestOf('a'), referrers, isComplete: true } }))
  onTestFinished(async () => {
    await api.close()
  })
  const onChosen = vi.fn()
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Tooltip.Provider>
        <ReferrerChoices reference={reference} digest={digestOf('a')} chosen={chosen} onChosen={onChosen} />
      </Tooltip.Provider>
    </QueryClientProvider>,
  )
  return { onChosen, user: userEvent.setup() }
}

const listed = (digest: string, artifactType: string, annotations = {}) => ({
  digest,
  mediaType,
  artifactType,
  size: 700,
  annotations,
})

it('offers what refers to the image, and takes it along when it is ticked', async () => {
  const { onChosen, user } = await show([sbom], [listed(signature, 'a/signature'), listed(sbom, 'an/sbom')])
  expect(await screen.findByRole('checkbox', { name: /an\/sbom/ })).toBeChecked()
  await user.click(screen.getByRole('checkbox', { name: /a\/signature/ }))
  expect(onChosen).toHaveBeenLastCalledWith([sbom, signature])
  await user.click(screen.getByRole('checkbox', { name: /an\/sbom/ }))
  expect(onChosen).toHaveBeenLastCalledWith([])
})

it('says that what only a tag ties to the image stays behind', async () => {
  await show([], [listed(signature, 'a/signature', { tag: 'sha256-a.sig' }), listed(sbom, 'an/sbom')])
  expect(await screen.findAllByRole('checkbox')).toHaveLength(1)
  expect(screen.getByText(/^Stays behind/)).toHaveTextContent('sha256-a.sig')
})
