import { Chip } from '@/components/ui/chip'
import type { Parameter } from './read-operations'
import { schemaText } from './schema-text'

export function ParameterList({ parameters }: { parameters: Parameter[] }) {
  return (
    <dl className="divide-y rounded-md border">
      {parameters.map(({ name, isRequired, schema }) => (
        <div key={name} className="flex flex-col gap-x-4 gap-y-0.5 px-3 py-2 sm:flex-row sm:items-baseline">
          <dt className="flex w-40 shrink-0 items-center gap-2 font-medium font-mono text-xs">
            {name}
            {isRequired ? <Chip tone="accent">required</Chip> : null}
          </dt>
          <dd className="min-w-0 text-ink-muted text-sm">
            <code className="font-mono text-xs [overflow-wrap:anywhere]">{schemaText(schema)}</code>
            {schema.default === undefined ? null : (
              <>
                {' '}
                · without it <code className="font-mono text-xs">{String(schema.default)}</code>
              </>
            )}
            {schema.description === undefined ? null : <span className="block text-ink">{schema.description}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
