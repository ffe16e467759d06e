import { deleteTagEndpoint } from '@/lib/contract/delete'
import { deleteTag } from '@/lib/server/delete-tag'
import { handle } from '@/lib/server/handle'

export const POST = handle(deleteTagEndpoint, deleteTag)
