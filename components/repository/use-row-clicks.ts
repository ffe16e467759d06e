import { type RefObject, useEffect } from 'react'

const controls = 'a, button, input, label'

/** A press anywhere in a row chooses its tag, for the pointer alone: keys have the checkbox. */
export function useRowClicks(rows: RefObject<HTMLElement | null>, onChoose: (tag: string, isRange: boolean) => void) {
  useEffect(() => {
    const body = rows.current
    const tagOf = ({ target }: MouseEvent) =>
      target instanceof Element && !target.closest(controls)
        ? target.closest<HTMLElement>('[data-tag]')?.dataset.tag
        : undefined
    const onClick = (event: MouseEvent) => {
      const tag = tagOf(event)
      const isSelectingText = !event.shiftKey && getSelection()?.type === 'Range'
      if (tag !== undefined && !isSelectingText) onChoose(tag, event.shiftKey)
    }
    const onMouseDown = (event: MouseEvent) => {
      if (event.shiftKey && tagOf(event) !== undefined) event.preventDefault()
    }
    body?.addEventListener('click', onClick)
    body?.addEventListener('mousedown', onMouseDown)
    return () => {
      body?.removeEventListener('click', onClick)
      body?.removeEventListener('mousedown', onMouseDown)
    }
  }, [rows, onChoose])
}
