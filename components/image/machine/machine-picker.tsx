import { ChevronDown } from 'lucide-react'
import { inputClass } from '@/components/ui/input-class'
import { isMachineOption, machineOptions } from './machine-options'
import type { Machine } from './use-machine'

/** The first option of all: what the browser tells, once it has been asked. */
function ownOption(guess: Machine['guess']): string {
  if (guess === undefined) return 'This machine'
  return guess === null ? 'Pick a machine…' : `${guess.device} · ${guess.platform}`
}

export function MachinePicker({ machine, id }: { machine: Machine; id: string }) {
  const { guess, picked, pick } = machine
  return (
    <div className="relative">
      <select
        id={id}
        value={picked ?? ''}
        onChange={(event) => pick(event.target.value || null)}
        className={`${inputClass({})} appearance-none truncate pr-8`}
      >
        <option value="">{ownOption(guess)}</option>
        {picked && !isMachineOption(picked) ? <option value={picked}>{picked}</option> : null}
        {machineOptions.map(({ label, options }) => (
          <optgroup key={label} label={label}>
            {options.map(({ platform, name }) => (
              <option key={platform} value={platform}>
                {platform} · {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-muted"
      />
    </div>
  )
}
