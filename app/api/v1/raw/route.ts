import { getRawManifestEndpoint } from '@/lib/contract/image'
import { getRawManifest } from '@/lib/server/get-raw-manifest'
import { handle } from '@/lib/server/handle'

export const GET = handle(getRawManifestEndpoint, getRawManifest)
