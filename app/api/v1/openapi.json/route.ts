import { openApiDocument } from '@/lib/contract/open-api'

export const GET = () => Response.json(openApiDocument())
