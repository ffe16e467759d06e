import { useId } from 'react'
import { TextField } from '@/components/ui/text-field'
import { Disclosure } from './disclosure'

interface PlatformFieldProps {
  value: string
  error?: string
  /** What the plan writes for this source now. */
  stated?: string
  onPlatform: (platform: string) => void
}

const commonPlatforms = [
  'linux/amd64',
  'linux/arm64',
  'linux/arm/v7',
  'linux/arm/v6',
  'linux/arm/v5',
  'linux/386',
  'linux/ppc64le',
  'linux/s390x',
  'linux/riscv64',
  'windows/amd64',
  'windows/arm64',
]

export function PlatformField({ value, error, stated, onPlatform }: PlatformFieldProps) {
  const listId = useId()
  return (
    <Disclosure
      isInitiallyOpen={value !== ''}
      summary={
        <span className="text-ink-muted text-xs">
          {value === '' ? 'Platform: as the image says' : 'Platform: set by you'}
        </span>
      }
    >
      <TextField
        className="mt-1"
        label="Set the platform"
        isLabelHidden
        isMono
        list={listId}
        value={value}
        placeholder={stated ?? 'linux/arm64'}
        autoComplete="off"
        error={error}
        hint="Leave it empty to use what the image says."
        onChange={(event) => onPlatform(event.target.value)}
      />
      <datalist id={listId}>
        {commonPlatforms.map((platform) => (
          <option key={platform} value={platform} />
        ))}
      </datalist>
    </Disclosure>
  )
}
