import { listSuggestionsEndpoint } from '@/lib/contract/tags'
import { handle } from '@/lib/server/handle'
import { listSuggestions } from '@/lib/server/list-suggestions'

export const GET = handle(listSuggestionsEndpoint, listSuggestions)
