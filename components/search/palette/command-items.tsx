import type { Command } from './commands'
import { PaletteGroup } from './palette-group'
import { PaletteItem } from './palette-item'
import type { RunCommand } from './use-run-command'

interface CommandItemsProps extends Pick<RunCommand, 'run' | 'theme'> {
  heading: string
  commands: Command[]
}

export function CommandItems({ heading, commands, run, theme }: CommandItemsProps) {
  if (commands.length === 0) return null
  return (
    <PaletteGroup heading={heading}>
      {commands.map(({ title, object, icon, effect }) => (
        <PaletteItem
          key={title}
          value={`command:${title}`}
          icon={icon}
          title={title}
          object={object}
          isChecked={effect.type === 'theme' && effect.theme === theme}
          onSelect={() => run(effect)}
        />
      ))}
    </PaletteGroup>
  )
}
