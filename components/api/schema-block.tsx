import { Fragment } from 'react'
import { ScrollArea } from '@/components/ui/scroll-area'
import { type JsonSchema, schemaText } from './schema-text'

interface SchemaBlockProps {
  label: string
  schema: JsonSchema
  /** The schemas that have an entry of their own, to link to. */
  names: ReadonlySet<string>
}

/** Remarks stand back; names lead to their schema. */
function SchemaLine({ line, names }: { line: string; names: ReadonlySet<string> }) {
  const remark = line.indexOf('  // ')
  const code = remark < 0 ? line : line.slice(0, remark)
  const words = code.split(/(\b[A-Z]\w+\b)/)
  return (
    <>
      {words.map((word, position) =>
        position % 2 === 1 && names.has(word) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of one line have no other identity
          <a key={position} href={`#schema-${word}`} className="link">
            {word}
          </a>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of one line have no other identity
          <Fragment key={position}>{word}</Fragment>
        ),
      )}
      {remark < 0 ? null : <span className="text-ink-muted">{line.slice(remark)}</span>}
      {'\n'}
    </>
  )
}

export function SchemaBlock({ label, schema, names }: SchemaBlockProps) {
  return (
    <ScrollArea label={label} className="rounded-md bg-surface-sunken">
      <pre className="w-max px-3 py-2 font-mono text-xs">
        {schemaText(schema)
          .split('\n')
          .map((line, position) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one schema have no other identity
            <SchemaLine key={position} line={line} names={names} />
          ))}
      </pre>
    </ScrollArea>
  )
}
