'use client'
import { Braces } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { CodeLine } from '@/components/ui/code-line'
import { Popover } from '@/components/ui/popover'
import { apiCommand, type DataCommand } from './data-commands'

interface DataMenuProps {
  /** What the page shows, as a path of the API; absent where a file has to be sent along. */
  json?: `/${string}`
  /** Besides curl. */
  commands?: DataCommand[]
  /** In place of curl’s command for `json`. */
  curl?: (origin: string) => string
}

/** What a page shows, for scripts: as JSON, and as the commands that print the same. */
export function DataMenu({ json, commands = [], curl }: DataMenuProps) {
  const trigger = (
    <Button className="noscript:hidden" icon={<Braces aria-hidden className="size-3.5 shrink-0" />}>
      As data
    </Button>
  )
  return (
    <Popover trigger={trigger} label="This page’s facts, for scripts" className="w-[44rem]">
      <CommandList json={json} commands={commands} curl={curl} />
    </Popover>
  )
}

type CommandListProps = Required<Pick<DataMenuProps, 'commands'>> & {
  json: DataMenuProps['json'] | undefined
  curl: DataMenuProps['curl'] | undefined
}

/** Made when the menu is open, which is in the browser only: there the page knows its own address. */
function CommandList({ json, commands, curl }: CommandListProps) {
  const { origin } = window.location
  const own = curl ? { tool: 'curl', text: curl(origin) } : json ? apiCommand(origin, json) : undefined
  return (
    <div className="flex flex-col gap-2.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm">
        <span className="font-medium">The same, for scripts</span>
        {json ? (
          <a href={json} className="link inline-flex min-h-6 items-center">
            As JSON
          </a>
        ) : null}
      </p>
      <dl className="flex flex-col gap-1.5">
        {[...commands, ...(own ? [own] : [])].map(({ tool, text }) => (
          <div key={tool} className="grid items-start gap-x-2 sm:grid-cols-[4rem_minmax(0,1fr)]">
            <dt className="text-ink-muted text-xs sm:leading-8">{tool}</dt>
            <dd className="[&_code]:whitespace-pre-wrap">
              <CodeLine text={text} label={tool} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
