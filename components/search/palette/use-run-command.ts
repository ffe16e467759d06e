'use client'
import type { Theme } from '@/components/ui/theme'
import { useCopy } from '@/components/ui/use-copy'
import { useTheme } from '@/components/ui/use-theme'
import type { CommandEffect } from './commands'

export interface RunCommand {
  run: (effect: CommandEffect) => void
  theme: Theme
  /** What came of copying the link; empty before. */
  copyMessage: string
}

const copyMessages = {
  idle: '',
  copied: 'The link is copied.',
  failed: 'The link could not be copied; copy the page’s address by hand.',
}

export function useRunCommand(go: (href: string) => void, close: () => void): RunCommand {
  const [theme, applyTheme] = useTheme('system')
  const [copyState, copyLink] = useCopy(() => window.location.href)
  const run = (effect: CommandEffect) => {
    if (effect.type === 'copy-link') return void copyLink()
    if (effect.type === 'go') return go(effect.href)
    if (effect.type === 'theme') applyTheme(effect.theme)
    else window.open(effect.address, '_blank', 'noopener')
    close()
  }
  return { run, theme, copyMessage: copyMessages[copyState] }
}
