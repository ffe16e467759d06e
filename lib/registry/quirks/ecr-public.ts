import type { Quirks } from './quirks'

/** Wants a token from everybody, for the scope `aws`, which only its challenge names. */
export const ecrPublic: Quirks = {
  name: 'Amazon ECR Public',
  isHost: (hostname) => hostname === 'public.ecr.aws',
  hasCatalog: false,
}
