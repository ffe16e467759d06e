import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Popover } from '@/components/ui/popover'
import { saveFile } from '@/components/ui/save-file'
import { type KnownTags, needsReading } from './known-tag'
import { matrixCsv } from './matrix-csv'
import { type MatrixPicture, matrixSvg } from './matrix-svg'
import { pngFromSvg } from './png-from-svg'

interface MatrixExportProps {
  picture: () => MatrixPicture
  /** Tags whose images have not all been read. */
  unread: number
  total: number
  isReading: boolean
  onReadAll: () => void
  onStop: () => void
}

/** Tags of which not every image has been read. */
export function countUnmeasured(tags: readonly string[], known: KnownTags): number {
  return tags.filter((tag) => needsReading(known.get(tag), 'matrix')).length
}

type Format = 'csv' | 'svg' | 'png'
const formats: Format[] = ['csv', 'svg', 'png']

/** A picture of more rows than this would be too small to read. */
const maxPngRows = 300

async function fileOf(format: Format, picture: MatrixPicture): Promise<Blob> {
  const { rows, platforms, by } = picture
  if (format === 'csv') return new Blob([matrixCsv(rows, platforms, by)], { type: 'text/csv' })
  if (format === 'svg') return new Blob([matrixSvg(picture).svg], { type: 'image/svg+xml' })
  return pngFromSvg(matrixSvg({ ...picture, rows: rows.slice(0, maxPngRows) }))
}

function fileName({ repository, by }: MatrixPicture, format: Format): string {
  return `${repository.slice(repository.indexOf('/') + 1).replaceAll('/', '-')}-by-${by}.${format}`
}

function Completeness({ unread, total, isReading, onReadAll, onStop }: Omit<MatrixExportProps, 'picture'>) {
  if (unread === 0) return <p className="text-ink-muted text-xs">All {total.toLocaleString('en')} tags, as listed.</p>
  return (
    <div className="flex items-center justify-between gap-3 text-xs">
      <p className="text-ink-muted tabular-nums">
        {unread.toLocaleString('en')} of {total.toLocaleString('en')} tags are not read yet; a file says “unknown”
        there.
      </p>
      <Button size="sm" onClick={isReading ? onStop : onReadAll}>
        {isReading ? 'Stop' : 'Read them'}
      </Button>
    </div>
  )
}

export function MatrixExport({ picture, ...completeness }: MatrixExportProps) {
  const [fault, setFault] = useState<string>()
  const save = async (format: Format) => {
    const drawn = picture()
    try {
      setFault(undefined)
      saveFile(fileName(drawn, format), await fileOf(format, drawn))
    } catch {
      setFault('This browser could not make the file; save the SVG instead.')
    }
  }
  return (
    <Popover
      label="Export the matrix"
      className="flex w-80 flex-col gap-3"
      trigger={<Button icon={<Download aria-hidden className="size-3.5" />}>Export</Button>}
    >
      <Completeness {...completeness} />
      <div className="grid grid-cols-3 gap-2">
        {formats.map((format) => (
          <Button key={format} onClick={() => save(format)}>
            {format.toUpperCase()}
          </Button>
        ))}
      </div>
      {completeness.total > maxPngRows ? (
        <p className="text-ink-muted text-xs">The PNG shows the first {maxPngRows} tags; CSV and SVG hold them all.</p>
      ) : null}
      {fault ? (
        <Notice tone="error" role="alert">
          {fault}
        </Notice>
      ) : null}
    </Popover>
  )
}
