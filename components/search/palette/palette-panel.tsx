'use client'
import { Command } from 'cmdk'
import { useMemo, useState } from 'react'
import { formatRepository } from '@/lib/oci/reference'
import { readInput } from '../read-input'
import { DigestProgress } from './digest-progress'
import { DigestResults } from './digest-results'
import { NothingFound } from './nothing-found'
import { PaletteField } from './palette-field'
import { PaletteKeys } from './palette-keys'
import { PaletteResults } from './palette-results'
import type { Place } from './read-place'
import { useDigestSearch } from './use-digest-search'
import { useRunCommand } from './use-run-command'

interface PalettePanelProps {
  place: Place
  sandboxRegistry: string | undefined
  isLeaving: boolean
  go: (href: string) => void
  close: () => void
}

export function PalettePanel({ place, sandboxRegistry, isLeaving, go, close }: PalettePanelProps) {
  const [text, setText] = useState('')
  const input = useMemo(() => readInput(text), [text])
  const { run, theme, copyMessage } = useRunCommand(go, close)
  const digest = input.kind === 'digest' ? input.digest : undefined
  const repository = place.repository && formatRepository(place.repository)
  const digestSearch = useDigestSearch(repository, digest)
  return (
    <Command
      label="Search images, repositories and commands"
      shouldFilter={false}
      loop
      vimBindings={false}
      className="flex min-h-0 flex-1 flex-col"
    >
      <PaletteField text={text} onText={setText} isLeaving={isLeaving} />
      <div className="border-b px-4 py-2.5 text-ink-muted text-sm empty:hidden">
        {digest && !place.repository ? (
          <p role="status">
            A digest alone does not say where it is kept. Open a repository first, then look for the digest there.
          </p>
        ) : null}
        {digest && place.repository ? <DigestProgress {...digestSearch} /> : null}
        {copyMessage ? <p role="status">{copyMessage}</p> : null}
        <NothingFound problem={input.kind === 'nonsense' ? input.problem : undefined} />
      </div>
      <Command.List label="Results" className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-1">
        {digest ? (
          place.repository && <DigestResults {...digestSearch} repository={place.repository} digest={digest} go={go} />
        ) : (
          <PaletteResults
            input={input}
            query={text.trim()}
            place={place}
            sandboxRegistry={sandboxRegistry}
            go={go}
            run={run}
            theme={theme}
          />
        )}
      </Command.List>
      <PaletteKeys />
    </Command>
  )
}
