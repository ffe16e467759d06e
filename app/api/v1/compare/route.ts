import { compareImagesEndpoint } from '@/lib/contract/compare'
import { compareImages } from '@/lib/server/compare-images'
import { handle } from '@/lib/server/handle'

export const GET = handle(compareImagesEndpoint, compareImages)
