import { queryOptions, useMutation } from '@tanstack/react-query'
import type { CallRequest } from '../../contract/calls.ts'
import { call } from './bridge.ts'

export function importDetail(id: string) {
  return queryOptions({ queryKey: ['imports.show', id], queryFn: () => call('imports.show', { id }) })
}

/** How far the index of raw values has come; until it is whole, searches in raw values are slower. */
export const importIndexQuery = queryOptions({ queryKey: ['imports.index'], queryFn: () => call('imports.index', {}) })

export function useReprocess() {
  return useMutation({ mutationFn: (which: CallRequest<'imports.reprocess'>) => call('imports.reprocess', which) })
}

export function useIgnoreImport() {
  return useMutation({ mutationFn: (id: string) => call('imports.ignore', { ids: [id] }) })
}

export function useUnignoreImport() {
  return useMutation({ mutationFn: (id: string) => call('imports.unignore', { ids: [id] }) })
}
