import { queryOptions, skipToken, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CallName, CallRequest } from '../../contract/calls.ts'
import { call } from './bridge.ts'

/** The calls that count a list. */
export type OutlineName = Extract<CallName, `${string}.outline`>

/** While a run writes, a list's outline is read again at most this often, and never for more than a tenth of the time. */
const AGAIN_MS = 1_500
const AGAIN_TIMES = 10

function outlineOptions(name: OutlineName | null, filter: object, isWanted: boolean) {
  return queryOptions({
    queryKey: [name ?? 'no outline', filter],
    queryFn:
      name === null || !isWanted
        ? skipToken
        : async () => {
            const startedAt = performance.now()
            // A list's filter is its outline's request; TypeScript cannot see it through the name.
            const value: unknown = await call(name, filter as CallRequest<OutlineName>)
            return { value, tookMs: performance.now() - startedAt }
          },
  })
}

/** Counts a list; null where that cannot be done, and until it is done. Events only mark it as old: it is read again in good time. */
export function useOutline<Value>(name: OutlineName | null, filter: object, isWanted: boolean): Value | null {
  const { data, isStale, isFetching, refetch } = useQuery(outlineOptions(name, filter, isWanted))
  const tookMs = data?.tookMs ?? null
  useEffect(() => {
    if (tookMs === null || !isStale || isFetching || !isWanted) return
    const timer = setTimeout(() => void refetch(), Math.max(AGAIN_MS, tookMs * AGAIN_TIMES))
    return () => clearTimeout(timer)
  }, [tookMs, isStale, isFetching, isWanted, refetch])
  return (data?.value ?? null) as Value | null
}
