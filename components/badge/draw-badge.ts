import { platformFamily } from '@/components/reference/platform-family'
import type { BadgeText } from './badge-text'
import { badgeMessage } from './badge-text'
import { familyColors, pictureColors } from './family-colors'

const height = 20
const padding = 7
const dot = { size: 7, gap: 4 }
const separation = 9

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

const escapeXml = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '')

/** Of Verdana at 11 px, whose widths its free look-alikes share; narrow and wide characters by their kind. */
function textWidth(text: string): number {
  const widthOf = (character: string) => {
    if (/[ijl.,:;|!'’]/.test(character)) return 3.4
    if (/[ftr/() -]/.test(character)) return 4.6
    if (/[mwMW@%]/.test(character)) return 10.4
    return /[A-Z]/.test(character) ? 7.8 : 6.9
  }
  return Math.ceil([...text].reduce((sum, character) => sum + widthOf(character), 0))
}

/** The text keeps to its place whatever font there is. */
function drawText(text: string, { x, className }: { x: number; className: string }): string {
  const length = textWidth(text)
  return `<text class="${className}" x="${x}" y="14" textLength="${length}" lengthAdjust="spacingAndGlyphs">${escapeXml(text)}</text>`
}

interface Piece {
  svg: string
  width: number
}

function drawPlatform(name: string, x: number): Piece {
  // the short form leaves out linux/
  const family = platformFamily(/^(windows|freebsd|darwin|wasip1|wasi)\//.test(name) ? name : `linux/${name}`)
  const width = dot.size + dot.gap + textWidth(name)
  const square = `<rect class="${family}" x="${x}" y="6.5" width="${dot.size}" height="${dot.size}" rx="2"/>`
  return { svg: square + drawText(name, { x: x + dot.size + dot.gap, className: 'ink' }), width }
}

function drawRight({ platforms, further }: BadgeText, start: number): Piece {
  const pieces: string[] = []
  let x = start
  const words = platforms.length === 0 ? ['unknown'] : further > 0 ? [`+${further}`] : []
  for (const name of platforms) {
    const { svg, width } = drawPlatform(name, x)
    pieces.push(svg)
    x += width + separation
  }
  for (const word of words) {
    pieces.push(drawText(word, { x, className: 'muted' }))
    x += textWidth(word) + separation
  }
  return { svg: pieces.join(''), width: x - separation - start }
}

function styleSheet(): string {
  const rules = (mode: 0 | 1) => {
    const color = (name: keyof typeof pictureColors) => pictureColors[name][mode]
    const families = Object.entries(familyColors).map(([name, colors]) => `.${name}{fill:${colors[mode]}}`)
    return `.left{fill:${color('ink')}}.label{fill:${color('surface')}}.right{fill:${color('surface-raised')}}.edge{stroke:${color('line-strong')}}.ink{fill:${color('ink')}}.muted{fill:${color('ink-muted')}}${families.join('')}`
  }
  return `text{font:11px Verdana,"DejaVu Sans",Geneva,sans-serif}${rules(0)}@media(prefers-color-scheme:dark){${rules(1)}}`
}

/** An SVG of 20 px height that needs nothing else, in the reader’s light or dark. */
export function drawBadge(text: BadgeText): string {
  const leftWidth = textWidth(text.label) + 2 * padding
  const right = drawRight(text, leftWidth + padding)
  const width = leftWidth + right.width + 2 * padding
  const name = escapeXml(`${text.label}: ${badgeMessage(text)}`)
  const corner = `M5 0H${leftWidth}V${height}H5A5 5 0 0 1 0 15V5A5 5 0 0 1 5 0Z`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}">`,
    `<title>${name}</title><style>${styleSheet()}</style>`,
    `<rect class="right edge" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="4.5"/>`,
    `<path class="left" d="${corner}"/>`,
    drawText(text.label, { x: padding, className: 'label' }),
    right.svg,
    '</svg>',
  ].join('')
}
