import 'server-only'
import pLimit from 'p-limit'
import type { z } from 'zod'
import type { AttestationEvent, AttestedDocument, readAttestationEndpoint } from '@/lib/contract/attestation'
import { ApiFailure } from '@/lib/contract/error'
import { annotationKeys } from '@/lib/oci/annotation'
import { decodeLargeJson } from '@/lib/oci/decode-json'
import type { Descriptor } from '@/lib/oci/descriptor'
import { isDigest } from '@/lib/oci/digest'
import type { ImageManifest } from '@/lib/oci/image-manifest'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { parseLargeManifest } from '@/lib/oci/manifest'
import { isStatementMediaType } from '@/lib/oci/media-type'
import { readProvenance } from '@/lib/oci/provenance'
import { parseReference, type Reference } from '@/lib/oci/reference'
import { readSbom, type Sbom, type SoftwarePackage } from '@/lib/oci/sbom'
import { describesImage, openEnvelope, readStatement } from '@/lib/oci/statement'
import { streamBlob } from '@/lib/registry/stream-blob'
import { readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

type Input = z.output<typeof readAttestationEndpoint.input>

const maxBytes = 16 * 1024 * 1024
/** What a bill of materials of 16 MiB holds; lists of tags have to do with less. */
const maxValues = 1_500_000
const packagesPerLine = 1_000
/** Large documents keep the processor busy: one after the other. */
const decoding = pLimit(1)

const entryOf = ({ digest, mediaType, size, annotations }: Descriptor) => {
  const predicateType = annotations?.[annotationKeys.predicateType] ?? annotations?.predicateType
  return { digest, mediaType, size, ...(predicateType === undefined ? {} : { predicateType }) }
}
type Entry = ReturnType<typeof entryOf>

async function readHolder(reference: Reference, context: RequestContext): Promise<ImageManifest> {
  const { bytes, contentType } = await readManifest(reference, context)
  const manifest = await parseLargeManifest(bytes, contentType)
  const image = manifest.kind === 'image' || manifest.kind === 'artifact' ? manifest.image : undefined
  if (image) return image
  const message = 'This manifest holds no documents; give the digest of an attestation or of an SBOM.'
  throw new ApiFailure({ code: 'UNPROCESSABLE', message })
}

function chooseEntry(entries: readonly Entry[], { type, document }: Input): Entry {
  const chosen = entries.find(
    (entry) =>
      (document === undefined || entry.digest === document) && (type === undefined || entry.predicateType === type),
  )
  if (!chosen) {
    const message =
      entries.length === 0
        ? 'Nothing in this manifest is a statement or an SBOM that can be opened here.'
        : 'This manifest holds no such document; reload the page to see what it holds.'
    throw new ApiFailure({ code: entries.length === 0 ? 'UNPROCESSABLE' : 'NOT_FOUND', message })
  }
  if (chosen.size <= maxBytes) return chosen
  const size = Math.ceil(chosen.size / 1024 / 1024)
  const message = `This document has ${size} MiB, and 16 MiB are as much as is opened here; “docker buildx imagetools inspect” or “oras pull” fetch it.`
  throw new ApiFailure({ code: 'TOO_LARGE', message })
}

function invalid(error: unknown): never {
  if (!(error instanceof InvalidManifestError)) throw error
  const message = `Nothing of this document is shown, because it cannot be read safely. ${error.message}`
  throw new ApiFailure({ code: 'REGISTRY_INVALID', message }, { cause: error })
}

function summarize({ packages, ...facts }: Sbom) {
  return { ...facts, packageCount: packages.length }
}

async function describe(
  bytes: Uint8Array,
  { entries, entry, subject }: { entries: readonly Entry[]; entry: Entry; subject: string | undefined },
): Promise<{ document: AttestedDocument; packages: readonly SoftwarePackage[] }> {
  const { document, isSigned } = await openEnvelope(await decodeLargeJson(bytes, { maxValues }), { maxValues })
  const statement = readStatement(document)
  const { predicateType = entry.predicateType, subjects = [], predicate = document } = statement ?? {}
  const provenance = predicateType === undefined ? undefined : readProvenance(predicateType, predicate)
  const sbom = provenance ? undefined : await readSbom(predicate)
  const packages = sbom?.packages ?? []
  return {
    document: {
      event: 'document',
      ...entry,
      ...(predicateType === undefined ? {} : { predicateType }),
      isSigned,
      subjects,
      describes: isDigest(subject) ? describesImage(subjects, subject) : 'unknown',
      ...(provenance ? { provenance } : {}),
      ...(sbom ? { sbom: summarize(sbom) } : {}),
      documents: [...entries],
    },
    packages,
  }
}

/** One round trip once the manifest is known: bytes as they come, then what they say, then the packages of an SBOM. */
export async function* readAttestation(input: Input, context: RequestContext): AsyncGenerator<AttestationEvent> {
  const reference = parseReference(input.ref)
  const image = await readHolder(reference, context)
  const entries = image.layers.filter(({ mediaType }) => isStatementMediaType(mediaType)).map(entryOf)
  const entry = chooseEntry(entries, input)
  const { access, signal } = context
  const { registry, repository } = reference
  const { digest, size } = entry
  const chunks: Uint8Array[] = []
  let [done, told] = [0, 0]
  const step = Math.max(65_536, size / 50)
  for await (const chunk of streamBlob(access.client(registry), { repository, digest, size, signal })) {
    chunks.push(chunk)
    done += chunk.byteLength
    if (done - told < step && told > 0) continue
    told = done
    yield { event: 'progress', done, total: size }
  }
  const subject = input.subject ?? image.subject?.digest
  const { document, packages } = await decoding(() =>
    describe(Buffer.concat(chunks), { entries, entry, subject }),
  ).catch(invalid)
  yield document
  for (let start = 0; start < packages.length; start += packagesPerLine)
    yield { event: 'packages', packages: packages.slice(start, start + packagesPerLine) }
  yield { event: 'done' }
}
