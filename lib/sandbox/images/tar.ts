export interface TarFile {
  /** Without a leading slash; at most 100 bytes. */
  path: string
  content: string | Uint8Array
  /** 0o644 unless given. */
  mode?: number
}

const blockBytes = 512

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`
}

function header(file: TarFile, { sizeBytes, mtimeSeconds }: { sizeBytes: number; mtimeSeconds: number }): Buffer {
  const block = Buffer.alloc(blockBytes)
  if (Buffer.byteLength(file.path) > 100) throw new RangeError(`the path is too long for a tar: ${file.path}`)
  block.write(file.path, 0)
  block.write(octal(file.mode ?? 0o644, 8), 100)
  block.write(octal(0, 8), 108)
  block.write(octal(0, 8), 116)
  block.write(octal(sizeBytes, 12), 124)
  block.write(octal(mtimeSeconds, 12), 136)
  block.write('        ', 148)
  block.write('0', 156)
  block.write('ustar\u000000', 257)
  const checksum = block.reduce((sum, byte) => sum + byte, 0)
  block.write(`${octal(checksum, 7)} `, 148)
  return block
}

/** The same bytes for the same files: owner root, one time for all. Source: POSIX.1, pax, "ustar Interchange Format". */
export function writeTar(files: readonly TarFile[], mtimeSeconds: number): Buffer {
  const parts = files.flatMap((file) => {
    const content = Buffer.from(file.content)
    const padding = (blockBytes - (content.byteLength % blockBytes)) % blockBytes
    return [header(file, { sizeBytes: content.byteLength, mtimeSeconds }), content, Buffer.alloc(padding)]
  })
  return Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)])
}
