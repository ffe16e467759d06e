import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { PlatformChip } from '@/components/reference/platform-chip'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import { formatPlatform, parsePlatform } from '@/lib/oci/platform'

const usualPlatforms = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/ppc64le', 'linux/s390x', 'linux/riscv64']
const maxPlatforms = 20

interface WantedPlatformsProps {
  platforms: string[]
  onChange: (platforms: string[]) => void
}

export function WantedPlatforms({ platforms, onChange }: WantedPlatformsProps) {
  const offered = [...new Set([...usualPlatforms, ...platforms])]
  const toggle = (name: string) =>
    onChange(platforms.includes(name) ? platforms.filter((other) => other !== name) : [...platforms, name])
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">Build for</legend>
      <div className="flex flex-wrap gap-1.5">
        {offered.map((name) => (
          <label
            key={name}
            className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line-strong border-dashed bg-surface-raised pr-1 pl-1.5 transition-colors hover:border-ink-muted has-checked:border-accent has-checked:border-solid has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2"
          >
            <input
              type="checkbox"
              checked={platforms.includes(name)}
              onChange={() => toggle(name)}
              className="size-3.5 accent-accent outline-none"
            />
            <PlatformChip platform={name} className="bg-transparent!" />
          </label>
        ))}
      </div>
      {platforms.length < maxPlatforms ? (
        <OtherPlatform onAdd={(name) => onChange([...new Set([...platforms, name])])} />
      ) : null}
    </fieldset>
  )
}

function OtherPlatform({ onAdd }: { onAdd: (platform: string) => void }) {
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  function add(event: FormEvent): void {
    event.preventDefault()
    const platform = parsePlatform(text)
    setError(platform ? undefined : 'Write it as os/architecture, for example windows/amd64.')
    if (!platform) return
    onAdd(formatPlatform(platform))
    setText('')
  }
  return (
    <form onSubmit={add} className="flex items-start gap-1.5">
      <TextField
        label="Another platform"
        isLabelHidden
        isMono
        placeholder="another: windows/amd64"
        value={text}
        error={error}
        onChange={(event) => setText(event.target.value)}
        className="w-56"
      />
      <Button type="submit" icon={<Plus aria-hidden className="size-4" />}>
        Add
      </Button>
    </form>
  )
}
