import type { DrawnMatrix } from './matrix-svg'

/** Browsers refuse larger canvases, some without a word. */
const maxSidePx = 8192
const wantedScale = 2

/** The picture at double size where it fits. @throws {Error} where the browser cannot draw it */
export async function pngFromSvg({ svg, width, height }: DrawnMatrix): Promise<Blob> {
  const image = new Image()
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    await image.decode()
    const scale = Math.min(wantedScale, maxSidePx / width, maxSidePx / height)
    const canvas = document.createElement('canvas')
    canvas.width = Math.floor(width * scale)
    canvas.height = Math.floor(height * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (!png) throw new Error('The browser could not turn the drawing into a PNG.')
    return png
  } finally {
    URL.revokeObjectURL(image.src)
  }
}
