import { queryOptions, useMutation } from '@tanstack/react-query'
import type { CallRequest } from '../../contract/calls.ts'
import { call } from './bridge.ts'

export function importDetail(id: string) {
  return queryOptions({ queryKey: ['imports.show', id], queryFn: () => call('imports.show', { id }) })
}

/** How far the index of raw values has come; until it is whole, searches in raw values are slower. */
export const importIndexQuery = queryOptions({ queryKey: ['imports.index'], queryFn: () => call('imports.index', {}) })

/** The causes that imports have now, with how many each. */
export const importCauses = queryOptions({ queryKey: ['imports.causes'], queryFn: () => call('imports.causes', {}) })

/** Tries imports again: those named, or all of one cause. How it ended is announced when its run closes. */
export function useReprocess() {
  return useMutation({ mutationFn: (which: CallRequest<'imports.reprocess'>) => call('imports.reprocess', which) })
}

export function useIgnoreImports() {
  return useMutation({ mutationFn: (ids: string[]) => call('imports.ignore', { ids }) })
}

export function useUnignoreImports() {
  return useMutation({ mutationFn: (ids: string[]) => call('imports.unignore', { ids }) })
}
