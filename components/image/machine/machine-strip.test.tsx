import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { PlatformPanel } from '../platform-panel'
import { sampleImage, sampleRow } from '../sample-image.test-data'
import { MachineStrip } from './machine-strip'
import { pullAnswer } from './pull-answer'
import type { Machine } from './use-machine'

const rows = ['amd64', 'arm64'].map((architecture) => sampleRow(`linux/${architecture}`, { os: 'linux', architecture }))
const guess = {
  platform: 'linux/arm64',
  device: 'Your Mac',
  reason: 'Your Mac has an ARM processor.',
  isUncertain: false,
}

function show(machine: Partial<Machine>, host?: { os: string; architecture: string }, image = sampleImage(rows)) {
  const pick = vi.fn()
  const answer = host && pullAnswer(image, host)
  render(
    <>
      <MachineStrip image={image} machine={{ guess, picked: undefined, pick, ...machine }} answer={answer} />
      <PlatformPanel
        image={image}
        isPending={false}
        wanted={undefined}
        pulled={answer && { answer, isPicked: machine.picked !== undefined }}
        onWant={vi.fn()}
      />
    </>,
  )
  return { pick, strip: within(screen.getByRole('region', { name: 'What will my machine pull?' })) }
}

const marksOf = (platform: string) =>
  within(screen.getByRole('rowheader', { name: new RegExp(platform) })).queryAllByText(/machine$/).length

it('marks what the visitor’s own machine pulls, and says why', () => {
  const { strip } = show({}, { os: 'linux', architecture: 'arm64' })
  expect(strip.getByText(/Your Mac pulls/)).toHaveTextContent('Your Mac pulls linux/arm64')
  expect(strip.getByText(/has an ARM processor\. A client on linux\/arm64 pulls/)).toBeInTheDocument()
  expect(screen.getAllByText('your machine').length).toBeGreaterThan(0)
  expect([marksOf('linux/amd64'), marksOf('linux/arm64') > 0]).toEqual([0, true])
})

it('marks nothing and says what fails when nothing fits', () => {
  const { strip } = show({ picked: 'linux/s390x' }, { os: 'linux', architecture: 's390x' })
  expect(strip.getByText('Such a machine finds nothing to pull')).toBeInTheDocument()
  expect(strip.getByText(/no matching manifest/)).toBeInTheDocument()
  expect([marksOf('linux/amd64'), marksOf('linux/arm64')]).toEqual([0, 0])
})

it('says what is wrong with the entry that is pulled', () => {
  const message = 'Pulling this platform fails.'
  const broken = rows.map((row) => ({ ...row, problems: [{ code: 'CHILD_MISSING', message }] }))
  const { strip } = show({}, { os: 'linux', architecture: 'arm64' }, sampleImage(broken))
  expect(strip.getByText(new RegExp(message))).toBeInTheDocument()
})

it('asks to pick a machine where none can be guessed', async () => {
  const { strip, pick } = show({ guess: null })
  expect(strip.getByText(/Pick a machine to see/)).toBeInTheDocument()
  await userEvent.selectOptions(strip.getByLabelText('What will my machine pull?'), 'linux/riscv64')
  expect(pick).toHaveBeenCalledWith('linux/riscv64')
})

it('goes back to the visitor’s own', async () => {
  const { strip, pick } = show({ picked: 'linux/loong64' }, { os: 'linux', architecture: 'loong64' })
  const picker = strip.getByLabelText('What will my machine pull?')
  expect(picker).toHaveValue('linux/loong64')
  await userEvent.selectOptions(picker, '')
  expect(pick).toHaveBeenCalledWith(null)
})

it('claims nothing while the browser has not been asked', () => {
  const { strip } = show({ guess: undefined })
  expect(strip.queryByText(/pull[s]? /)).not.toBeInTheDocument()
  expect(strip.getByRole('option', { name: 'This machine' })).toBeInTheDocument()
})
