import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { CallRequest } from '../../contract/calls.ts'
import type { SettingsFile, SettingsView } from '../../contract/settings.ts'
import { call } from './bridge.ts'

/** A form shows these refusals at its fields, so that no notice repeats them. */
const SAID_IN_PLACE = { saidInPlace: true }

/** All settings; a secret is only set or not. */
export const settingsQuery = queryOptions({ queryKey: ['settings.show'], queryFn: () => call('settings.show', {}) })

/** Every task with its schedule in words and its next run. */
export const tasksQuery = queryOptions({ queryKey: ['tasks.list'], queryFn: () => call('tasks.list', {}) })

/** The backups in the data folder, newest first. */
export const backupsQuery = queryOptions({ queryKey: ['ledger.backups'], queryFn: () => call('ledger.backups', {}) })

/** Asks what follows from settings, a sentence each, and keeps nothing. */
export function useSettingsNotes() {
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: async (file: SettingsFile) => (await call('settings.import', { file, dryRun: true })).notes,
  })
}

/** Keeps settings; what is shown is theirs with the reply. */
export function useSaveSettings() {
  const client = useQueryClient()
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: async (file: SettingsFile): Promise<SettingsView> => (await call('settings.import', { file })).settings,
    onSuccess: settings => client.setQueryData(settingsQuery.queryKey, settings),
  })
}

/** Keeps a task's switches. Its next run comes with the list, which is asked again at once. */
export function useSetTask() {
  const client = useQueryClient()
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: (request: CallRequest<'tasks.set'>) => call('tasks.set', request),
    onSuccess: () => client.invalidateQueries({ queryKey: tasksQuery.queryKey }),
  })
}

/** Tests what is kept. */
export function useTestConnection() {
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: (request: CallRequest<'connection.test'>) => call('connection.test', request),
  })
}

/** Tries credentials that are not kept yet, and gives the categories that there are. */
export function useTryConnection() {
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: (request: CallRequest<'connection.try'>) => call('connection.try', request),
  })
}

export function useBackUp() {
  const client = useQueryClient()
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: () => call('ledger.backup', {}),
    onSuccess: () => client.invalidateQueries({ queryKey: backupsQuery.queryKey }),
  })
}

export function useVerify() {
  return useMutation({ meta: SAID_IN_PLACE, mutationFn: () => call('ledger.verify', {}) })
}
