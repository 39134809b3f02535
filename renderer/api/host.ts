import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { HostRequest } from '../../contract/host-calls.ts'
import { askHost } from './bridge.ts'

/** What the host is and can do, with the person's preferences. */
export const hostQuery = queryOptions({ queryKey: ['host.show'], queryFn: () => askHost('host.show', {}) })

/** Changes preferences; the new view is there with the reply. */
export function usePrefer() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (changes: HostRequest<'host.prefer'>) => askHost('host.prefer', changes),
    onSuccess: view => client.setQueryData(hostQuery.queryKey, view),
  })
}

/** Opens the other ledger; an event tells every window when it is open. */
export function useOpenLedger() {
  return useMutation({ mutationFn: (ledger: 'own' | 'practice') => askHost('ledger.open', { ledger }) })
}

/** Deletes the practice ledger and district; an event tells every window what is open then. */
export function useThrowPracticeAway() {
  return useMutation({ mutationFn: () => askHost('practice.throwAway', {}) })
}
