import { useMutation } from '@tanstack/react-query'

export interface TryAnswer {
  status: number
  mediaType: string
  /** How long it took, in milliseconds. */
  tookMs: number
  text?: string
  /** A `data:` address, where the answer is a picture. */
  picture?: string
}

const maxShownLength = 200_000

function readPicture(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}

function indented(text: string, mediaType: string): string {
  if (!/\bjson\b/.test(mediaType) || mediaType.includes('ndjson')) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

async function send(path: string): Promise<TryAnswer> {
  const startMs = performance.now()
  const response = await fetch(path)
  const mediaType = response.headers.get('content-type') ?? 'unknown'
  const base = { status: response.status, mediaType }
  if (mediaType.startsWith('image/')) {
    const picture = await readPicture(await response.blob())
    return { ...base, tookMs: performance.now() - startMs, picture }
  }
  const text = await response.text()
  const tookMs = performance.now() - startMs
  const shown = text.length > maxShownLength ? `${text.slice(0, maxShownLength)}\n…` : indented(text, mediaType)
  return { ...base, tookMs, text: shown }
}

/** Sends a GET and keeps its answer, whatever the status is. */
export function useTry() {
  return useMutation({ mutationFn: send })
}
