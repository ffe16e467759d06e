import { platformFamily } from '@/components/reference/platform-family'
import { familyColors, pictureColors } from './family-colors'
import type { PreviewFacts, PreviewRow } from './preview-facts'

export const pictureSize = { width: 1200, height: 630 }

const [surface, raised, ink, muted, line] = [
  pictureColors.surface[0],
  pictureColors['surface-raised'][0],
  pictureColors.ink[0],
  pictureColors['ink-muted'][0],
  pictureColors.line[0],
]
const lagoon = '#56c8cb'
const coast =
  'M21.1 3q-1.5 0.1-2.9 0.7q-1.3 0.6-2.5 1.6q-1.2 0.9-2.4 1.7q-1.3 0.9-2.7 1.5q-1.4 0.6-2.7 1.3q-1.3 0.8-2.3 1.9q-1.1 1-1.8 2.3q-0.7 1.4-1 2.8q-0.3 1.5-0.1 3q0.3 1.5 0.9 2.8q0.7 1.4 1.8 2.4q1.1 1.1 2.4 1.7q1.4 0.7 2.8 1q1.5 0.2 3 0.1q1.5-0.2 3-0.4q1.5-0.3 3-0.3q1.5 0 3 0q1.5 0.1 2.9-0.5q1.4-0.5 2.4-1.6q0.9-1.2 1.2-2.6q0.3-1.5-0.1-3q-0.3-1.4-0.7-2.9q-0.5-1.4-0.3-2.9q0.2-1.5 0.3-3q0-1.5-0.4-2.9q-0.5-1.5-1.5-2.6q-1-1.1-2.4-1.6q-1.4-0.6-2.9-0.5z'

/** The picture’s renderer knows no classes: sizes and colours stand in the elements. */
function PictureMark({ size }: { size: number }) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it is drawn into a picture, where nothing reads titles
    <svg width={size} height={size} viewBox="1 1 30 30">
      <path d={coast} fill={ink} />
      <circle cx="11.6" cy="18.7" r="4.6" fill={lagoon} />
      <rect x="18.9" y="6.4" width="5.8" height="5.8" rx="0.8" fill={raised} />
      <path d="M24 18.9l2.9 2.9-2.9 2.9-2.9-2.9z" fill={raised} />
    </svg>
  )
}

function PlatformTile({ platform, name, size }: PreviewRow) {
  const [color] = familyColors[platformFamily(platform)]
  return (
    <div
      style={{
        display: 'flex',
        alignItems: 'center',
        gap: 12,
        padding: '9px 16px 9px 12px',
        borderRadius: 10,
        border: `2px solid ${line}`,
        background: raised,
      }}
    >
      <div style={{ width: 8, height: 30, borderRadius: 4, background: color }} />
      <div style={{ fontFamily: 'Geist Mono', fontSize: 25, color: ink }}>{name}</div>
      {size === undefined ? null : <div style={{ fontSize: 22, color: muted }}>{size}</div>}
    </div>
  )
}

const nameSize = (length: number) => (length > 26 ? 52 : length > 18 ? 62 : 72)

function ImageName({ repository, tag, registry, digest }: PreviewFacts) {
  return (
    <div style={{ display: 'flex', flexDirection: 'column' }}>
      <div style={{ fontSize: 26, color: muted }}>{registry}</div>
      <div
        style={{
          display: 'flex',
          fontSize: nameSize(repository.length),
          fontWeight: 600,
          letterSpacing: -2,
          color: ink,
        }}
      >
        {repository}
      </div>
      <div
        style={{ display: 'flex', alignItems: 'center', gap: 18, marginTop: 8, fontFamily: 'Geist Mono', fontSize: 27 }}
      >
        {tag === undefined ? null : (
          <div style={{ color: raised, background: pictureColors.accent[0], borderRadius: 8, padding: '3px 14px' }}>
            {tag}
          </div>
        )}
        <div style={{ color: muted }}>{digest}</div>
      </div>
    </div>
  )
}

function Frame({ children }: { children: React.ReactNode }) {
  return (
    <div
      style={{
        ...pictureSize,
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'space-between',
        padding: '52px 60px 44px',
        background: surface,
        borderBottom: `14px solid ${lagoon}`,
        fontFamily: 'Geist',
      }}
    >
      {children}
    </div>
  )
}

function Foot({ text }: { text: string }) {
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 14, fontSize: 24, color: muted }}>
      <PictureMark size={40} />
      <div style={{ color: ink, fontWeight: 600 }}>Archipelago</div>
      <div style={{ display: 'flex', flexGrow: 1, justifyContent: 'flex-end' }}>{text}</div>
    </div>
  )
}

export function PreviewPicture({ facts }: { facts: PreviewFacts }) {
  const { rows, further, kind } = facts
  return (
    <Frame>
      <ImageName {...facts} />
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12 }}>
        {rows.map((row) => (
          <PlatformTile key={row.platform} {...row} />
        ))}
        {further > 0 ? (
          <div style={{ display: 'flex', alignItems: 'center', padding: '0 8px', fontSize: 25, color: muted }}>
            {`and ${further} more`}
          </div>
        ) : null}
      </div>
      <Foot text={kind} />
    </Frame>
  )
}

/** For whatever may not, or cannot, be shown: it tells nothing of the image. */
export function NeutralPicture() {
  return (
    <Frame>
      <PictureMark size={170} />
      <div style={{ display: 'flex', flexDirection: 'column', gap: 12, marginBottom: 24 }}>
        <div style={{ fontSize: 92, fontWeight: 600, letterSpacing: -3, color: ink }}>Archipelago</div>
        <div style={{ fontSize: 40, color: muted }}>Container images for every architecture, on any registry</div>
      </div>
    </Frame>
  )
}
