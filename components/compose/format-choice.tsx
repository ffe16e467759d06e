import clsx from 'clsx'
import type { ComposeInput } from '@/lib/contract/compose'

type Format = ComposeInput['format']

const choices: { format: Format; label: string; title: string }[] = [
  {
    format: 'auto',
    label: 'Automatic',
    title: 'A Docker manifest list when all sources are Docker images, else an OCI index',
  },
  { format: 'oci', label: 'OCI index', title: 'application/vnd.oci.image.index.v1+json' },
  { format: 'docker', label: 'Docker list', title: 'application/vnd.docker.distribution.manifest.list.v2+json' },
]

export function FormatChoice({ format, onFormat }: { format: Format; onFormat: (format: Format) => void }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-sm">Format</legend>
      <div className="inline-flex rounded-md border border-line-strong bg-surface p-0.5">
        {choices.map((choice) => (
          <label
            key={choice.format}
            title={choice.title}
            className={clsx(
              'flex h-7 items-center whitespace-nowrap rounded-sm px-2.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
              format === choice.format ? 'bg-accent font-medium text-accent-ink' : 'text-ink-muted hover:text-ink',
            )}
          >
            <input
              type="radio"
              name="format"
              value={choice.format}
              checked={format === choice.format}
              onChange={() => onFormat(choice.format)}
              className="sr-only"
            />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
