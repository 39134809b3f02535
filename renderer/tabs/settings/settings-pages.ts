import type { ComponentType } from 'react'
import { AppearancePage } from './appearance-page.tsx'
import { DataPage } from './data-page.tsx'
import { DistrictPage } from './district-page.tsx'
import { IiqPage } from './iiq-page.tsx'
import { NotificationsPage } from './notifications-page.tsx'
import { SchedulesPage } from './schedules-page.tsx'

export interface SettingsPage {
  page: string
  words: string
  content: ComponentType
}

/** The pages of Settings, in the order of their list. */
export const PAGES: readonly [SettingsPage, ...SettingsPage[]] = [
  { page: 'district', words: 'District', content: DistrictPage },
  { page: 'incident-iq', words: 'Incident IQ', content: IiqPage },
  { page: 'schedules', words: 'Schedules', content: SchedulesPage },
  { page: 'appearance', words: 'Appearance', content: AppearancePage },
  { page: 'notifications', words: 'Notifications and start-up', content: NotificationsPage },
  { page: 'data', words: 'Data', content: DataPage },
]

/** Names that a sync error's action may use for a page: a system's own. */
const OTHER_NAMES: Readonly<Record<string, string>> = { iiq: 'incident-iq' }

/** The page of an address; without one, or with an unknown name, the first. */
export function pageOf(name: string | undefined): SettingsPage {
  const page = OTHER_NAMES[name ?? ''] ?? name
  return PAGES.find(each => each.page === page) ?? PAGES[0]
}
