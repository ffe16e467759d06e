'use client'
import { Braces, Download } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { CodeLine } from '@/components/ui/code-line'
import { Popover } from '@/components/ui/popover'
import { saveFile } from '@/components/ui/save-file'
import { apiCommand, type DataCommand } from './data-commands'

interface DataMenuProps {
  /** What the page shows, as a path of the API; absent where a file has to be sent along. */
  json?: `/${string}`
  /** In place of `json`: what the page holds, to be saved as a file. */
  saved?: { name: string; content: unknown }
  /** Besides curl. */
  commands?: DataCommand[]
  /** In place of curl’s command for `json`. */
  curl?: (origin: string) => string
}

/** What a page shows, for scripts: as JSON, and as the commands that print the same. */
export function DataMenu({ json, saved, commands = [], curl }: DataMenuProps) {
  const trigger = (
    <Button className="noscript:hidden" icon={<Braces aria-hidden className="size-3.5 shrink-0" />}>
      As data
    </Button>
  )
  return (
    <Popover trigger={trigger} label="This page’s facts, for scripts" className="w-[44rem]">
      <CommandList json={json} saved={saved} commands={commands} curl={curl} />
    </Popover>
  )
}

type CommandListProps = Required<Pick<DataMenuProps, 'commands'>> & {
  json: DataMenuProps['json'] | undefined
  saved: DataMenuProps['saved'] | undefined
  curl: DataMenuProps['curl'] | undefined
}

function SaveButton({ name, content }: NonNullable<DataMenuProps['saved']>) {
  const save = () => saveFile(name, new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }))
  return (
    <Button size="sm" icon={<Download aria-hidden className="size-3.5" />} onClick={save}>
      Save as JSON
    </Button>
  )
}

/** Made when the menu is open, which is in the browser only: there the page knows its own address. */
function CommandList({ json, saved, commands, curl }: CommandListProps) {
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
        {saved ? <SaveButton {...saved} /> : null}
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
