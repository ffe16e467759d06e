import { useMemo } from 'react'
import { TextField } from '@/components/ui/text-field'
import { parseDockerfile } from '@/lib/resolve/dockerfile'

interface ArgumentFieldsProps {
  text: string
  values: Readonly<Record<string, string>>
  onValue: (name: string, value: string) => void
}

const maxFields = 20

/** The values that a FROM can use; those that builders set are theirs. */
export function ArgumentFields({ text, values, onValue }: ArgumentFieldsProps) {
  const args = useMemo(() => {
    const found = parseDockerfile(text).args.filter(({ name }) => /^[A-Za-z_]\w*$/.test(name))
    return [...new Map(found.map((arg) => [arg.name, arg])).values()].slice(0, maxFields)
  }, [text])
  if (args.length === 0) return null
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-sm">Build arguments</legend>
      <div className="grid gap-2 sm:grid-cols-2 [&>:only-child]:col-span-full">
        {args.map(({ name, default: written }) => (
          <TextField
            key={name}
            label={<code className="font-mono text-xs">{name}</code>}
            isMono
            value={values[name] ?? ''}
            placeholder={written ?? 'no default'}
            onChange={(event) => onValue(name, event.target.value)}
          />
        ))}
      </div>
    </fieldset>
  )
}
