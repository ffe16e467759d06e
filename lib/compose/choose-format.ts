import { isDockerMediaType, mediaTypes } from '@/lib/oci/media-type'
import type { DraftEntry } from './candidate'
import { type Problem, problem } from './problem'

export interface FormatQuestion {
  format: 'auto' | 'oci' | 'docker'
  entries: DraftEntry[]
  /** Whether the index itself carries annotations, an artifact type or a subject. */
  hasIndexAnnotations: boolean
  /** The index that is edited is an OCI index; it stays one unless the person says otherwise. */
  isOciEdited?: boolean
}

const hasOwnAnnotations = ({ descriptor, attests }: DraftEntry) =>
  attests === undefined &&
  (Object.keys(descriptor.annotations ?? {}).length > 0 || descriptor.artifactType !== undefined)

function refuseDocker({ entries, hasIndexAnnotations }: FormatQuestion): Problem[] {
  const attestations = entries.filter(({ attests }) => attests !== undefined).length
  const problems: Problem[] = []
  if (hasIndexAnnotations || entries.some(hasOwnAnnotations))
    problems.push(
      problem(
        'ANNOTATIONS_NEED_OCI',
        'A Docker manifest list cannot hold annotations. Choose the OCI format, or remove the annotations.',
      ),
    )
  if (attestations > 0)
    problems.push(
      problem(
        'ATTESTATIONS_NEED_OCI',
        `A Docker manifest list cannot say which image an attestation belongs to, and there ${attestations === 1 ? 'is one' : `are ${attestations}`}. Choose the OCI format, or sources without attestations.`,
      ),
    )
  return problems
}

function tellMixture(mediaType: string, entries: DraftEntry[]): Problem[] {
  const docker = entries.filter(({ descriptor }) => isDockerMediaType(descriptor.mediaType))
  const isMixed = docker.length > 0 && docker.length < entries.length
  const isDockerOfOci = mediaType === mediaTypes.dockerList && docker.length < entries.length
  if (!isMixed && !isDockerOfOci) return []
  const index = mediaType === mediaTypes.dockerList ? 'Docker manifest list' : 'OCI index'
  return [
    problem(
      'MIXED_MEDIA_TYPES',
      `The ${index} will hold ${docker.length} Docker and ${entries.length - docker.length} OCI manifests; some registries (older Quay, GCR, Harbor 1) refuse such a mixture. Rebuild all of them in one format if the push is refused.`,
    ),
  ]
}

/** The media type of the index: a Docker list only for Docker images alone, else OCI; whatever the order of the sources. */
export function chooseFormat(question: FormatQuestion): { mediaType: string; problems: Problem[] } {
  const { format, entries, hasIndexAnnotations, isOciEdited = false } = question
  const needsOci =
    isOciEdited ||
    entries.length === 0 ||
    hasIndexAnnotations ||
    entries.some(
      (entry) =>
        entry.attests !== undefined || hasOwnAnnotations(entry) || !isDockerMediaType(entry.descriptor.mediaType),
    )
  const isDocker = format === 'docker' || (format === 'auto' && !needsOci)
  const mediaType = isDocker ? mediaTypes.dockerList : mediaTypes.ociIndex
  return { mediaType, problems: [...(isDocker ? refuseDocker(question) : []), ...tellMixture(mediaType, entries)] }
}
