import { measureText } from './heat-cells'
import type { Heat, HeatScale } from './heat-scale'
import type { MatrixRow } from './matrix-rows'
import type { Measure } from './use-repository-view'

export interface MatrixPicture {
  repository: string
  platforms: readonly string[]
  rows: readonly MatrixRow[]
  by: Measure
  scale: HeatScale
  nowMs: number
}

interface Box {
  x: number
  y: number
}

const [margin, headHeight, rowHeight, cellWidth, characterWidth] = [24, 84, 24, 76, 7.2]
const ink = '#0c1a24'
const muted = '#445664'
/** The page’s accent on white, in the steps of its legend. */
const fills: Record<Heat, { fill: string; text: string }> = {
  0: { fill: '#ebf3f4', text: ink },
  1: { fill: '#cce0e2', text: ink },
  2: { fill: '#9ec4c7', text: ink },
  3: { fill: '#2e8086', text: '#ffffff' },
  4: { fill: '#015b64', text: '#ffffff' },
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function textAt({ x, y }: Box, text: string, attributes = ''): string {
  return `<text x="${x}" y="${y}"${attributes}>${escapeText(text)}</text>`
}

function cellAt({ x, y }: Box, cell: MatrixRow['cells'][number], { by, scale, nowMs }: MatrixPicture): string {
  const center = { x: x + cellWidth / 2, y: y + rowHeight / 2 + 4 }
  if (cell === 'none') return `<circle cx="${center.x}" cy="${y + rowHeight / 2}" r="1.5" fill="#7a8b97"/>`
  const heat = cell === 'unknown' ? undefined : scale.heatOf(cell)
  const { fill, text } = heat === undefined ? { fill: '#ffffff', text: muted } : fills[heat]
  const words = (cell === 'unknown' ? undefined : measureText(cell, by, nowMs)) ?? 'unknown'
  const box = `<rect x="${x + 1}" y="${y + 1}" width="${cellWidth - 2}" height="${rowHeight - 2}" rx="3" fill="${fill}"/>`
  return box + textAt(center, words, ` fill="${text}" text-anchor="middle"`)
}

function headAt(platform: string, x: number): string {
  const [name = '', ...rest] = platform.split('/')
  const lines = [name, rest.join('/')].filter(Boolean)
  return lines
    .map((line, place) =>
      textAt(
        { x: x + cellWidth / 2, y: headHeight - 10 - (lines.length - 1 - place) * 13 },
        line,
        ' text-anchor="middle"',
      ),
    )
    .join('')
}

function legendAt(y: number, { scale }: MatrixPicture): string {
  return scale.steps
    .map(({ heat, name }, place) => {
      const x = margin + place * 112
      const box = `<rect x="${x}" y="${y}" width="18" height="12" rx="2" fill="${fills[heat].fill}" stroke="#dce4e9"/>`
      return box + textAt({ x: x + 24, y: y + 10 }, name, ` fill="${muted}"`)
    })
    .join('')
}

export interface DrawnMatrix {
  svg: string
  width: number
  height: number
}

/** The matrix as a picture of its own, on white, with names, values and legend. */
export function matrixSvg(picture: MatrixPicture): DrawnMatrix {
  const { repository, platforms, rows, by } = picture
  const longest = rows.reduce((most, { tag }) => Math.max(most, tag.length), 3)
  const left = Math.ceil(margin + longest * characterWidth + 12)
  const width = Math.max(left + platforms.length * cellWidth + margin, 620)
  const height = headHeight + rows.length * rowHeight + 56
  const title = `${repository} by ${by === 'age' ? 'age' : 'compressed size'}`
  const body = rows.map(({ tag, cells }, row) => {
    const y = headHeight + row * rowHeight
    const name = textAt({ x: margin, y: y + rowHeight / 2 + 4 }, tag, ` fill="${ink}"`)
    return name + cells.map((cell, column) => cellAt({ x: left + column * cellWidth, y }, cell, picture)).join('')
  })
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="12" fill="${muted}">`,
    `<title>${escapeText(title)}</title><rect width="100%" height="100%" fill="#ffffff"/>`,
    textAt({ x: margin, y: 32 }, title, ` fill="${ink}" font-size="15" font-weight="600"`),
    ...platforms.map((platform, column) => headAt(platform, left + column * cellWidth)),
    ...body,
    legendAt(headHeight + rows.length * rowHeight + 20, picture),
    '</svg>',
  ].join('')
  return { svg, width, height }
}
