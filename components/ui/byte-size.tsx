import { formatBytes } from './format-bytes'

export function ByteSize({ bytes, className }: { bytes: number; className?: string }) {
  return (
    <data value={bytes} title={`${bytes.toLocaleString('en')} bytes`} className={className}>
      {formatBytes(bytes)}
    </data>
  )
}
