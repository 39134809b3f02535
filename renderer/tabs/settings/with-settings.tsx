import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { SettingsView } from '../../../contract/settings.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { settingsQuery } from '../../api/settings.ts'
import { ErrorState, LoadingRows } from '../../ui/states.tsx'

/** Shows a page once the settings are there. */
export function WithSettings({ title, children }: { title: string; children: (settings: SettingsView) => ReactNode }) {
  const settings = useQuery(settingsQuery)
  if (settings.data !== undefined) return children(settings.data)
  if (settings.error !== null)
    return <ErrorState sentence={sentenceOf(settings.error)} onRetry={() => void settings.refetch()} />
  return <LoadingRows label={`Loading ${title}`} />
}
