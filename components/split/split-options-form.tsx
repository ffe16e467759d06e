import { Checkbox } from '@/components/ui/checkbox'
import { Panel } from '@/components/ui/panel'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { PatternField } from './pattern-field'
import type { SplitOptions } from './split-fields'

interface SplitOptionsFormProps {
  reference: string
  options: SplitOptions
  patternFault: string | undefined
  isDisabled: boolean
  onChange: (changes: Partial<SplitOptions>) => void
}

/** Without scripts it sends itself by GET, and the page plans. */
export function SplitOptionsForm({ reference, options, patternFault, isDisabled, onChange }: SplitOptionsFormProps) {
  const { pattern, naming, keepAttestations } = options
  return (
    <Panel title="How the tags are named">
      <form
        action="/split"
        method="get"
        onSubmit={(event) => event.preventDefault()}
        className="flex flex-col items-start gap-4 *:w-full"
      >
        <input type="hidden" name="ref" value={reference} />
        <input type="hidden" name="naming" value={naming} />
        <PatternField
          value={pattern}
          naming={naming}
          error={patternFault}
          isDisabled={isDisabled}
          onChange={(changed) => onChange({ pattern: changed })}
        />
        <fieldset disabled={isDisabled} className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <span aria-hidden className="font-medium text-sm">
            Architectures as
          </span>
          <SegmentedControl
            label="Names of the architectures"
            value={naming}
            options={[
              { value: 'docker', name: 'amd64 / arm64' },
              { value: 'uname', name: 'x86_64 / aarch64' },
            ]}
            onChange={(changed) => onChange({ naming: changed })}
          />
        </fieldset>
        <Checkbox
          name="attestations"
          value="keep"
          disabled={isDisabled}
          checked={keepAttestations}
          onChange={(event) => onChange({ keepAttestations: event.target.checked })}
          label="Keep the attestations"
          hint="Each tag then names a small index of its image with its SBOM and provenance, not the image alone."
        />
        <noscript>
          <button type="submit" className="h-8 rounded-md border border-line-strong px-3">
            Plan
          </button>
        </noscript>
      </form>
    </Panel>
  )
}
