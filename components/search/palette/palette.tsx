'use client'
import { usePathname } from 'next/navigation'
import { Dialog } from 'radix-ui'
import { PaletteButton } from './palette-button'
import { PalettePanel } from './palette-panel'
import { readPlace } from './read-place'
import { usePalette } from './use-palette'

export function Palette({ sandboxRegistry }: { sandboxRegistry?: string }) {
  const pathname = usePathname()
  const { isOpen, setOpen, go, isLeaving, returnFocus } = usePalette()
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <PaletteButton onOpen={() => setOpen(true)} />
      <Dialog.Portal>
        <Dialog.Overlay className="appear fixed inset-0 z-40 bg-[rgb(6_14_20/0.5)]" />
        <Dialog.Content
          aria-describedby={undefined}
          aria-busy={isLeaving}
          onCloseAutoFocus={returnFocus}
          className="appear fixed inset-x-2 top-2 z-50 mx-auto flex max-h-[calc(100dvh-1rem)] max-w-2xl flex-col overflow-clip rounded-xl border bg-surface-raised shadow-floating sm:top-[12vh] sm:max-h-[min(34rem,76vh)]"
        >
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <PalettePanel
            place={readPlace(pathname)}
            sandboxRegistry={sandboxRegistry}
            isLeaving={isLeaving}
            go={go}
            close={() => setOpen(false)}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
