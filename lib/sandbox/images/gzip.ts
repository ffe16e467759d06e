import { crc32 } from 'node:zlib'

const maxStoredBytes = 0xffff

function storedBlock(bytes: Buffer, isLast: boolean): Buffer[] {
  const head = Buffer.alloc(5)
  head.writeUInt8(isLast ? 1 : 0, 0)
  head.writeUInt16LE(bytes.byteLength, 1)
  head.writeUInt16LE(~bytes.byteLength & 0xffff, 3)
  return [head, bytes]
}

/**
 * A gzip of stored blocks. What zlib compresses to differs between its versions and processors; this is the same on every
 * machine, and so are the digests of the samples. Source: RFC 1951, "Non-compressed blocks"; RFC 1952.
 */
export function gzipStored(bytes: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])]
  const starts = Array.from({ length: Math.max(Math.ceil(bytes.byteLength / maxStoredBytes), 1) }, (_, block) => block)
  for (const block of starts) {
    const start = block * maxStoredBytes
    parts.push(...storedBlock(bytes.subarray(start, start + maxStoredBytes), block === starts.length - 1))
  }
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(crc32(bytes), 0)
  trailer.writeUInt32LE(bytes.byteLength % 2 ** 32, 4)
  return Buffer.concat([...parts, trailer])
}
