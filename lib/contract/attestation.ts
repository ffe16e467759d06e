import { z } from 'zod'
import { defineStream } from './endpoint'
import { apiErrorSchema } from './error'

/** How the image was built, as its builder says. */
export const provenanceSchema = z
  .object({
    builder: z.string().optional(),
    buildType: z.string().optional(),
    source: z.string().optional(),
    commit: z.string().optional(),
    entryPoint: z.string().optional(),
    started: z.string().optional(),
    finished: z.string().optional(),
    parameters: z.array(z.object({ name: z.string(), value: z.string() })),
    materials: z.array(z.object({ uri: z.string(), digest: z.string().optional() })),
  })
  .meta({ id: 'Provenance' })
export type Provenance = z.infer<typeof provenanceSchema>

/** What a bill of materials says of itself; its packages follow in lines of their own. */
export const sbomSchema = z
  .object({
    format: z.enum(['SPDX', 'CycloneDX']),
    formatVersion: z.string().optional(),
    created: z.string().optional(),
    tools: z.array(z.string()),
    packageCount: z.number(),
  })
  .meta({ id: 'Sbom' })
export type Sbom = z.infer<typeof sbomSchema>

export const softwarePackageSchema = z
  .object({
    name: z.string(),
    version: z.string().optional(),
    ecosystem: z.string().optional().meta({ description: 'from its purl: deb, npm, golang, …' }),
    licenses: z.array(z.string()),
  })
  .meta({ id: 'SoftwarePackage' })
export type SoftwarePackage = z.infer<typeof softwarePackageSchema>

/** A document in the manifest that was asked for; `digest` opens it. */
const documentEntrySchema = z.object({
  digest: z.string(),
  mediaType: z.string(),
  size: z.number(),
  predicateType: z.string().optional(),
})

export const attestedDocumentSchema = z
  .object({
    event: z.literal('document'),
    ...documentEntrySchema.shape,
    /** In a signed envelope. The signature is not checked here. */
    isSigned: z.boolean(),
    subjects: z.array(z.object({ name: z.string().optional(), digests: z.array(z.string()) })),
    /** Whether it speaks of the image that was asked about; `unknown` where it names none, or none was asked about. */
    describes: z.enum(['yes', 'no', 'unknown']),
    provenance: provenanceSchema.optional(),
    sbom: sbomSchema.optional(),
    /** Everything in the manifest that can be opened, this document among it. */
    documents: z.array(documentEntrySchema),
  })
  .meta({ id: 'AttestedDocument' })
export type AttestedDocument = z.infer<typeof attestedDocumentSchema>

export const attestationEventSchema = z.discriminatedUnion('event', [
  /** Bytes. */
  z.object({ event: z.literal('progress'), done: z.number(), total: z.number() }),
  attestedDocumentSchema,
  z.object({ event: z.literal('packages'), packages: z.array(softwarePackageSchema) }),
  z.object({ event: z.literal('done') }),
  z.object({ event: z.literal('error'), error: apiErrorSchema }),
])
export type AttestationEvent = z.infer<typeof attestationEventSchema>

export const readAttestationEndpoint = defineStream({
  method: 'GET',
  path: '/api/v1/attestation',
  summary: 'What an attestation or SBOM says, with progress while it is read',
  input: z.object({
    /** The manifest that holds the document: an attestation’s, or a referrer’s. */
    ref: z.string(),
    /** Of the documents in it the one of this predicate type … */
    type: z.string().optional(),
    /** … or with this digest; the first that can be opened, where neither is given. */
    document: z.string().optional(),
    /** The digest of the image that it should describe. */
    subject: z.string().optional(),
  }),
  line: attestationEventSchema,
})
export type AttestationInput = z.input<typeof readAttestationEndpoint.input>
