import { LogIn } from 'lucide-react'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { registriesHref } from '@/lib/contract/links'

interface RefusedSignInProps {
  registry: string
  /** The page to come back to. */
  back: string
}

/** A stale sign-in hides no public image, but who has it should know. */
export function RefusedSignIn({ registry, back }: RefusedSignInProps) {
  return (
    <Notice
      tone="warning"
      title={`${registry} refused your stored sign-in.`}
      className="mb-5"
      action={
        <LinkButton
          size="sm"
          href={registriesHref({ signIn: registry, back })}
          icon={<LogIn aria-hidden className="size-3.5 shrink-0" />}
        >
          Sign in again
        </LinkButton>
      }
    >
      What is shown is what everybody may see.
    </Notice>
  )
}
