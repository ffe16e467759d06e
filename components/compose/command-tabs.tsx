import { Tabs } from 'radix-ui'
import { useState } from 'react'
import { UntrustedText } from '@/components/reference/untrusted-text'
import { CopyButton } from '@/components/ui/copy-button'
import { ScrollArea } from '@/components/ui/scroll-area'
import type { Plan } from '@/lib/contract/compose'

type Tool = keyof Plan['commands']

const tools: { tool: Tool; name: string }[] = [
  { tool: 'docker', name: 'docker' },
  { tool: 'buildx', name: 'buildx' },
  { tool: 'crane', name: 'crane' },
  { tool: 'regctl', name: 'regctl' },
  { tool: 'actions', name: 'GitHub Actions' },
  { tool: 'curl', name: 'curl' },
]

export function CommandTabs({ commands }: Pick<Plan, 'commands'>) {
  const [tool, setTool] = useState<Tool>('docker')
  const offered = tools.filter((each) => commands[each.tool] !== undefined)
  const name = tools.find((each) => each.tool === tool)?.name
  return (
    <Tabs.Root
      value={tool}
      onValueChange={(value) => setTool(tools.find((known) => known.tool === value)?.tool ?? 'docker')}
      className="min-w-0"
    >
      <div className="flex items-center justify-between gap-2 border-b px-3 py-1.5">
        <Tabs.List aria-label="Tools" className="flex flex-wrap gap-1">
          {offered.map((each) => (
            <Tabs.Trigger
              key={each.tool}
              value={each.tool}
              className="h-7 rounded-md px-2 font-mono text-ink-muted text-xs hover:text-ink data-[state=active]:bg-accent-soft data-[state=active]:font-medium data-[state=active]:text-accent"
            >
              {each.name}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <CopyButton text={commands[tool] ?? ''} label={`Copy the commands for ${name}`} />
      </div>
      {offered.map((each) => (
        <Tabs.Content key={each.tool} value={each.tool} tabIndex={-1}>
          <ScrollArea label={`Commands for ${each.name}`}>
            <pre className="w-max px-4 py-3 font-mono text-xs">
              <UntrustedText text={commands[each.tool] ?? ''} />
            </pre>
          </ScrollArea>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  )
}
