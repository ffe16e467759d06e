import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Chip } from '@/components/ui/chip'
import { ParameterList } from './parameter-list'
import type { Operation } from './read-operations'
import { SchemaBlock } from './schema-block'
import { TryForm } from './try-form'

interface OperationPanelProps {
  operation: Operation
  names: ReadonlySet<string>
  examples: Readonly<Record<string, string>>
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h4 className="mb-1.5 font-medium text-ink-muted text-xs">{title}</h4>
      {children}
    </div>
  )
}

const answerTitle = (mediaType: string) =>
  mediaType === 'application/x-ndjson'
    ? 'Answer: one of these a line'
    : mediaType === '*/*'
      ? 'Answer: bytes'
      : 'Answer'

export function OperationPanel({ operation, names, examples }: OperationPanelProps) {
  const { id, method, path, summary, parameters, body, answer, mediaType } = operation
  return (
    <details id={id} className="group min-w-0 scroll-mt-16 rounded-lg border bg-surface-raised shadow-raised">
      <summary className="flex min-h-11 list-none flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-3 py-2 hover:bg-surface-sunken/60">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90"
        />
        <Chip tone={method === 'GET' ? 'accent' : 'warning'} className="w-11 justify-center font-mono">
          {method}
        </Chip>
        <h3 className="font-medium font-mono text-sm [overflow-wrap:anywhere]">{path}</h3>
        <span className="basis-60 text-ink-muted text-sm sm:grow">{summary}</span>
      </summary>
      <div className="flex flex-col gap-4 border-t px-4 py-4">
        {parameters.length > 0 ? (
          <Part title="Parameters">
            <ParameterList parameters={parameters} />
          </Part>
        ) : null}
        {body ? (
          <Part title="Body, as JSON">
            <SchemaBlock label={`Body of ${path}`} schema={body} names={names} />
          </Part>
        ) : null}
        <Part title={answerTitle(mediaType)}>
          <SchemaBlock label={`Form of the answer of ${path}`} schema={answer} names={names} />
        </Part>
        {method === 'GET' ? (
          <Part title="Try it">
            <TryForm operation={operation} examples={examples} />
          </Part>
        ) : null}
      </div>
    </details>
  )
}
