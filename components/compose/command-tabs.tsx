import { Tabs } from 'radix-ui'
import { useState } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { Panel } from '@/components/ui/panel'
import { ScrollArea } from '@/components/ui/scroll-area'
import type { Plan } from '@/lib/contract/compose'

type Tool = keyof Plan['commands']

const tools: Tool[] = ['docker', 'buildx', 'crane', 'regctl']

export function CommandTabs({ commands }: { commands: Plan['commands'] }) {
  const [tool, setTool] = useState<Tool>('docker')
  return (
    <Panel title="The same as a command" isFlush>
      <Tabs.Root
        value={tool}
        onValueChange={(value) => setTool(tools.find((known) => known === value) ?? 'docker')}
        className="min-w-0"
      >
        <div className="flex items-center justify-between gap-2 border-b px-3 py-1.5">
          <Tabs.List aria-label="Tools" className="flex flex-wrap gap-1">
            {tools.map((name) => (
              <Tabs.Trigger
                key={name}
                value={name}
                className="h-7 rounded-md px-2 font-mono text-ink-muted text-xs hover:text-ink data-[state=active]:bg-accent-soft data-[state=active]:font-medium data-[state=active]:text-accent"
              >
                {name}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <CopyButton text={commands[tool]} label={`Copy the commands for ${tool}`} />
        </div>
        {tools.map((name) => (
          <Tabs.Content key={name} value={name} tabIndex={-1}>
            <ScrollArea label={`Commands for ${name}`}>
              <pre className="w-max px-4 py-3 font-mono text-xs">{commands[name]}</pre>
            </ScrollArea>
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Panel>
  )
}
