import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { registriesQuery } from '@/lib/contract/queries'

/** A check may bring out that a stored sign-in is refused, or how much may be read yet: the list is read anew after the last one. */
export function useNewsAfterChecks(): void {
  const client = useQueryClient()
  const isChecking = useIsFetching({ queryKey: ['registry-check'] }) > 0
  const wasChecking = useRef(false)
  useEffect(() => {
    if (wasChecking.current && !isChecking) void client.invalidateQueries({ queryKey: registriesQuery().queryKey })
    wasChecking.current = isChecking
  }, [client, isChecking])
}
