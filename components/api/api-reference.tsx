import { OperationPanel } from './operation-panel'
import type { OperationGroup } from './read-operations'
import { SchemaBlock } from './schema-block'
import type { JsonSchema } from './schema-text'

interface ApiReferenceProps {
  groups: OperationGroup[]
  schemas: [name: string, schema: JsonSchema][]
  examples: Readonly<Record<string, string>>
}

export function ApiReference({ groups, schemas, examples }: ApiReferenceProps) {
  const names = new Set(schemas.map(([name]) => name))
  return (
    <div className="flex min-w-0 flex-col gap-8">
      {groups.map(({ title, operations }) => (
        <section key={title} aria-labelledby={`group-${title}`}>
          <h2 id={`group-${title}`} className="mb-3 font-semibold text-lg">
            {title}
          </h2>
          <div className="flex flex-col gap-2">
            {operations.map((operation) => (
              <OperationPanel key={operation.id} operation={operation} names={names} examples={examples} />
            ))}
          </div>
        </section>
      ))}
      <section aria-labelledby="schemas">
        <h2 id="schemas" className="mb-3 font-semibold text-lg">
          Schemas
        </h2>
        <dl className="flex flex-col gap-4">
          {schemas.map(([name, schema]) => (
            <div
              key={name}
              id={`schema-${name}`}
              className="min-w-0 scroll-mt-16 rounded-md target:outline-2 target:outline-accent target:outline-offset-4"
            >
              <dt className="mb-1 font-medium font-mono text-sm">{name}</dt>
              <dd>
                <SchemaBlock label={`Schema ${name}`} schema={schema} names={names} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}
