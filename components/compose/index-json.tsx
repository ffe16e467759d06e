import { CopyButton } from '@/components/ui/copy-button'
import { ScrollArea } from '@/components/ui/scroll-area'
import type { Plan } from '@/lib/contract/compose'
import { Disclosure } from './disclosure'

export function IndexJson({ index }: { index: Plan['index'] }) {
  return (
    <div className="relative border-t px-4 py-2.5">
      <Disclosure
        isInitiallyOpen
        summary={
          <span className="text-sm">
            <span className="font-medium">Exact JSON</span>
            <span className="text-ink-muted tabular-nums"> · {index.size.toLocaleString('en')} bytes</span>
          </span>
        }
      >
        <ScrollArea label="The index as JSON" className="mt-2 max-h-80 overflow-y-auto rounded-md bg-surface-sunken">
          <pre className="w-max min-w-full p-3 font-mono text-xs">{index.body}</pre>
        </ScrollArea>
      </Disclosure>
      <div className="absolute top-2.5 right-4">
        <CopyButton text={index.body} label="Copy the JSON" />
      </div>
    </div>
  )
}
