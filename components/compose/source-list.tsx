import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import type { Plan } from '@/lib/contract/compose'
import type { ReadSource } from './compose-draft'
import type { DraftAction } from './draft-reducer'
import { SourceRow } from './source-row'

interface SourceListProps {
  sources: readonly ReadSource[]
  plan?: Plan
  dispatch: (action: DraftAction) => void
}

/** Changes the list, then puts the focus where the person goes on; a moved or removed row would take it along. */
function useListFocus() {
  const list = useRef<HTMLOListElement>(null)
  const focus = (place: number, part: string) => {
    const row = list.current?.children[Math.min(place, (list.current?.children.length ?? 1) - 1)]
    const wanted = row?.querySelector<HTMLElement>(`[data-part="${part}"]:not(:disabled)`)
    const field = row?.querySelector<HTMLElement>('[data-part="reference"]')
    ;(wanted ?? field)?.focus()
  }
  return { list, focus }
}

export function SourceList({ sources, plan, dispatch }: SourceListProps) {
  const { list, focus } = useListFocus()
  const [announcement, setAnnouncement] = useState('')

  const move = (id: number, place: number, by: -1 | 1) => {
    flushSync(() => {
      dispatch({ type: 'move-source', id, by })
      setAnnouncement(`Moved to place ${place + by + 1} of ${sources.length}.`)
    })
    focus(place + by, by < 0 ? 'up' : 'down')
  }
  const remove = (id: number, place: number) => {
    flushSync(() => {
      dispatch({ type: 'remove-source', id })
      setAnnouncement(`Source ${place + 1} removed.`)
    })
    focus(place, 'reference')
  }
  const add = () => {
    flushSync(() => dispatch({ type: 'add-source' }))
    focus(sources.length, 'reference')
  }

  return (
    <Panel title="Sources" isFlush>
      <ol ref={list} aria-label="Sources, in the order of the index">
        {sources.map((source, place) => (
          <SourceRow
            key={source.id}
            source={source}
            place={place}
            isLast={place === sources.length - 1}
            plan={plan}
            dispatch={dispatch}
            onMove={(by) => move(source.id, place, by)}
            onRemove={() => remove(source.id, place)}
          />
        ))}
      </ol>
      <div className="space-y-1.5 px-4 py-3">
        <Button size="sm" icon={<Plus aria-hidden className="size-3.5" />} onClick={add}>
          Add a source
        </Button>
        <p className="text-ink-muted text-xs">Several references pasted at once become a source each.</p>
      </div>
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </Panel>
  )
}
