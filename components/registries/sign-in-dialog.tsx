'use client'
import type { ReactNode } from 'react'
import { ReferenceText } from '@/components/reference/reference-text'
import { Dialog } from '@/components/ui/dialog'
import { SignInForm } from './sign-in-form'

interface SignInDialogProps {
  registry: string
  name: string
  trigger: ReactNode
  isOpen: boolean
  /** Where it leads afterwards, as the address has it. */
  back?: string
  onOpen: () => void
  onClose: () => void
}

export function SignInDialog({ registry, name, trigger, isOpen, back, onOpen, onClose }: SignInDialogProps) {
  return (
    <Dialog
      trigger={trigger}
      isOpen={isOpen}
      onOpenChange={(isNowOpen) => (isNowOpen ? onOpen() : onClose())}
      title={name === registry ? <>Sign in to {<ReferenceText reference={registry} />}</> : `Sign in to ${name}`}
      description={name === registry ? undefined : <ReferenceText reference={registry} />}
    >
      <SignInForm registry={registry} name={name} back={back} onClose={onClose} />
    </Dialog>
  )
}
