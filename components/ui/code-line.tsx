import { CopyButton } from './copy-button'

interface CodeLineProps {
  text: string
  /** What the line is for: “docker”. Names its copy button. */
  label: string
}

export function CodeLine({ text, label }: CodeLineProps) {
  return (
    <div className="flex min-w-0 items-start gap-1 rounded-md bg-surface-sunken py-1 pr-1 pl-2.5">
      <code className="min-w-0 flex-1 self-center font-mono text-xs [overflow-wrap:anywhere]">{text}</code>
      <CopyButton text={text} label={`Copy the command for ${label}`} />
    </div>
  )
}
