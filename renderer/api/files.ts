import { queryOptions, useMutation } from '@tanstack/react-query'
import type { FileOutcome, HostRequest } from '../../contract/host-calls.ts'
import { askHost, call } from './bridge.ts'

export type ExportRequest = { kind: 'transactions' } | ({ kind: 'list' } & HostRequest<'files.exportList'>)

/** Writes a workbook where the person chooses, or where the browser fetches it. */
export function useExport() {
  return useMutation({
    // Told beside its button.
    meta: { saidInPlace: true },
    mutationFn: async (request: ExportRequest): Promise<FileOutcome> => {
      if (request.kind === 'transactions') return askHost('files.exportTransactions', {})
      const { kind: _, ...list } = request
      return askHost('files.exportList', list)
    },
    onSuccess: outcome => {
      if (outcome.kind === 'download') fetchFile(outcome)
    },
  })
}

/** The exports that are being written now; asked twice a second by whoever watches one. */
export const runningExportsQuery = queryOptions({
  queryKey: ['reports.read'],
  queryFn: () => call('reports.read', {}),
  refetchInterval: 500,
  staleTime: 0,
  gcTime: 0,
})

/** Stops an export between two pages; its own reply says how far it had come. */
export function useCancelExport() {
  return useMutation({ mutationFn: (id: string) => call('reports.cancel', { id }) })
}

/** Shows a file or folder of ours in the computer's file manager. */
export function useReveal() {
  return useMutation({
    mutationFn: (what: HostRequest<'files.reveal'>['what']) => askHost('files.reveal', { what }),
  })
}

/** Lets the browser take a file: its address is good once, so it is used at once. */
export function fetchFile({ url, name }: { url: string; name: string }): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}
