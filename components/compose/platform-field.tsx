import { useId } from 'react'
import { TextField } from '@/components/ui/text-field'
import { Disclosure } from './disclosure'
import { PlatformNames } from './platform-names'

interface PlatformFieldProps {
  id: string
  value: string
  error?: string
  /** What the plan writes for this source now. */
  stated?: string
  onPlatform: (platform: string) => void
}

export function PlatformField({ id, value, error, stated, onPlatform }: PlatformFieldProps) {
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
        id={id}
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
      <PlatformNames id={listId} />
    </Disclosure>
  )
}
