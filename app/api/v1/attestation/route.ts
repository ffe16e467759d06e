import { readAttestationEndpoint } from '@/lib/contract/attestation'
import { handle } from '@/lib/server/handle'
import { readAttestation } from '@/lib/server/read-attestation'

export const GET = handle(readAttestationEndpoint, readAttestation)
