import type { Heat } from './heat-scale'

/** The text stands 4.5:1 on every step, light and dark. */
export const heatClass: Record<Heat, string> = {
  0: 'bg-accent/8 text-ink',
  1: 'bg-accent/20 text-ink',
  2: 'bg-accent/38 text-ink',
  3: 'bg-[color-mix(in_srgb,var(--accent)_82%,var(--surface-raised))] text-accent-ink',
  4: 'bg-[color-mix(in_srgb,var(--accent)_88%,var(--ink))] text-accent-ink',
}
