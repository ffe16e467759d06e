import type { LayerChange } from './layer-totals'

/** Solid, striped and hollow: told apart without their colours. */
export const changeClass: Record<LayerChange, string> = {
  kept: 'bg-current',
  added:
    'bg-[repeating-linear-gradient(135deg,var(--success)_0_3px,color-mix(in_srgb,var(--success)_35%,transparent)_3px_6px)]',
  removed: 'border border-danger border-dashed bg-danger-soft',
}

export const changeWords: Record<LayerChange, string> = { kept: 'kept', added: 'new', removed: 'gone' }
