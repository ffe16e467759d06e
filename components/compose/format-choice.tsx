import { SegmentedControl } from '@/components/ui/segmented-control'
import type { ComposeInput } from '@/lib/contract/compose'

type Format = ComposeInput['format']

const choices: { value: Format; name: string; title: string }[] = [
  {
    value: 'auto',
    name: 'Automatic',
    title: 'A Docker manifest list when all sources are Docker images, else an OCI index',
  },
  { value: 'oci', name: 'OCI index', title: 'application/vnd.oci.image.index.v1+json' },
  { value: 'docker', name: 'Docker list', title: 'application/vnd.docker.distribution.manifest.list.v2+json' },
]

export function FormatChoice({ format, onFormat }: { format: Format; onFormat: (format: Format) => void }) {
  return (
    <div className="min-w-0">
      <span aria-hidden className="mb-1 block font-medium text-sm">
        Format
      </span>
      <SegmentedControl label="Format" name="format" options={choices} value={format} onChange={onFormat} />
    </div>
  )
}
