import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { canonicalRegistry, isRegistry } from '@/lib/oci/reference'
import { products } from './quirks/find-quirks'
import { Secret } from './secret'

/** `host[:port]`, then https; or with the scheme. The path would be lost, so there is none. */
function originOf(text: string): string | undefined {
  const url = /^https?:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(url)) return undefined
  const { origin, host, pathname, search, hash, username } = new URL(url)
  const isBare = pathname === '/' && search === '' && hash === '' && username === ''
  return isBare && isRegistry(host) ? origin : undefined
}

const originSchema = z.string().transform((text, context) => {
  const origin = originOf(text.trim())
  if (origin !== undefined) return origin
  context.addIssue('must be host, host:port or an address with https:// or http://, without a path')
  return z.NEVER
})

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined
  } catch {
    return false
  }
}
const certificateSchema = z.string().refine(isCertificate, 'must be a certificate in PEM')

const hostSchema = z
  .string()
  .trim()
  .refine(isRegistry, 'must be host or host:port')
  .transform((text) => canonicalRegistry(text))

const repositoryPattern = /^(?:\*|[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?:\/\*)?)$/

/** What the operator says about one registry. */
export const registrySettingsSchema = z
  .strictObject({
    /** Where it is spoken to, when not at its own name. */
    endpoint: originSchema.optional(),
    /** Asked first when manifests and blobs are read, in this order. */
    mirrors: z.array(originSchema).max(8, 'must be at most eight').optional(),
    /** Authorities to trust besides the usual ones; PEM. */
    ca: certificateSchema.optional(),
    clientCert: certificateSchema.optional(),
    clientKey: z
      .string()
      .refine((pem) => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem), 'must be a private key in PEM')
      .transform((pem) => new Secret(pem))
      .optional(),
    plainHttp: z.boolean().optional(),
    readOnly: z.boolean().optional(),
    /** In shared mode, what visitors may read with the operator's sign-in: `team/app`, `team/*` or `*`. */
    operatorReads: z
      .array(z.string().regex(repositoryPattern, 'must be repositories such as team/app, team/* or *'))
      .max(256, 'must be at most 256')
      .optional(),
    /** In shared mode, whether those may be written to as well, by visitors whose name is known and by scripts with the token. */
    operatorWrites: z.boolean().optional(),
    /** Requests at a time. */
    concurrency: z.int().min(1).max(64).optional(),
    /** To show to people. */
    name: z.string().trim().min(1).max(64).optional(),
    /** Hosts where it may send its sign-ins to, also private ones; one without a port stands for all of its ports. */
    trusted: z.array(hostSchema).max(16, 'must be at most sixteen').optional(),
    /** Where it lists tags with their platforms as Docker Hub does; false: nowhere. */
    tagApi: z.union([originSchema, z.literal(false)]).optional(),
    /** What it runs, where its name does not tell. */
    product: z.enum(products).optional(),
  })
  .refine((settings) => (settings.clientCert === undefined) === (settings.clientKey === undefined), {
    message: 'clientCert and clientKey must be given together',
    path: ['clientKey'],
  })
  .refine(({ endpoint, plainHttp }) => !(plainHttp && endpoint?.startsWith('https:')), {
    message: 'plainHttp and an endpoint with https contradict each other',
    path: ['plainHttp'],
  })
  .refine(({ operatorReads, operatorWrites }) => !operatorWrites || operatorReads !== undefined, {
    message: 'operatorWrites needs operatorReads, which says where',
    path: ['operatorWrites'],
  })

export type RegistrySettings = z.output<typeof registrySettingsSchema>

/** By registry, as written in references. */
export const allRegistrySettingsSchema = z.record(hostSchema, registrySettingsSchema)
