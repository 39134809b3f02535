import { useMutation } from '@tanstack/react-query'
import type { SettingsFile } from '../../contract/settings.ts'
import { askHost } from './bridge.ts'

/** Makes the district's own ledger with these settings; an event tells every window when it is open. Refusals are said at their fields. */
export function useSetUp() {
  return useMutation({
    meta: { saidInPlace: true },
    mutationFn: (file: SettingsFile) => askHost('ledger.setUp', { file }),
  })
}
