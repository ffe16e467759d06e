import { PlatformChip } from '@/components/reference/platform-chip'
import { Panel } from '@/components/ui/panel'
import { ScrollArea } from '@/components/ui/scroll-area'
import type { DockerfileCheck } from '@/lib/contract/dockerfile'
import { BaseTableRow } from './base-row'
import { CheckData } from './check-data'

const titles = { dockerfile: 'Bases', compose: 'Services', names: 'Images' }

export function BaseTable({ answer }: { answer: DockerfileCheck }) {
  const { kind, stages, copies, wanted, platforms } = answer
  const columns = wanted.length > 0 ? wanted : platforms
  const names = new Map(stages.map(({ stage, name }) => [stage, name ?? `stage ${stage}`]))
  return (
    <Panel title={titles[kind]} actions={<CheckData answer={answer} />} isFlush>
      <ScrollArea label={`${titles[kind]} and platforms`}>
        <table className="w-full border-collapse">
          <thead>
            <tr className="bg-surface-sunken/60 text-ink-muted text-xs">
              <th scope="col" className="w-12 px-3 py-1.5 text-right font-medium max-sm:hidden">
                Line
              </th>
              <th scope="col" className="py-1.5 pr-3 text-left font-medium max-sm:pl-3">
                Stage and image
              </th>
              {columns.map((platform) => (
                <th key={platform} scope="col" className="px-1 py-1.5 text-center font-normal sm:px-1.5">
                  <PlatformChip platform={platform} isShort className="whitespace-nowrap" />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...stages, ...copies].map((row) => (
              <BaseTableRow key={`${row.how} ${row.line} ${row.written}`} row={row} columns={columns} names={names} />
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Panel>
  )
}
