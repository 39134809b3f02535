import type { ComponentType } from 'react'
import type { HostView } from '../../contract/host-calls.ts'
import type { BridgeStatus } from '../../contract/rows/status.ts'
import { ErrorsTab } from '../tabs/errors/errors-tab.tsx'
import { ExportTab } from '../tabs/export/export-tab.tsx'
import { FeesTab } from '../tabs/fees/fees-tab.tsx'
import { ImportLogTab } from '../tabs/import-log/import-log-tab.tsx'
import { ItemCategoriesTab } from '../tabs/item-categories/item-categories-tab.tsx'
import { ItemTypesTab } from '../tabs/item-types/item-types-tab.tsx'
import { LocationsTab } from '../tabs/locations/locations-tab.tsx'
import { OverviewTab } from '../tabs/overview/overview-tab.tsx'
import { PermissionsTab } from '../tabs/permissions/permissions-tab.tsx'
import { PracticeTab } from '../tabs/practice/practice-tab.tsx'
import { SetUpTab } from '../tabs/set-up/set-up-tab.tsx'
import { SettingsTab } from '../tabs/settings/settings-tab.tsx'
import { StudentsTab } from '../tabs/students/students-tab.tsx'
import { SyncHistoryTab } from '../tabs/sync-history/sync-history-tab.tsx'
import { TransfersTab } from '../tabs/transfers/transfers-tab.tsx'
import type { IconName } from '../ui/icons.tsx'

/** A tab of the rail. */
export interface Route {
  tab: string
  words: string
  icon: IconName
  page: ComponentType
  /** Tabs of one group stand together; a line parts the groups. */
  group: 'money' | 'sync' | 'lists' | 'rest'
  /** How many things wait there, and what to call them. */
  badge?: (status: BridgeStatus) => { count: number; noun: string }
  /** Whether the rail shows it; absent means always. The address works all the same. */
  shown?: (host: HostView) => boolean
}

export const ROUTES: readonly [Route, ...Route[]] = [
  { tab: 'overview', words: 'Overview', icon: 'overview', page: OverviewTab, group: 'money' },
  { tab: 'fees', words: 'Fees', icon: 'fees', page: FeesTab, group: 'money' },
  { tab: 'students', words: 'Students', icon: 'students', page: StudentsTab, group: 'money' },
  {
    tab: 'import-log',
    words: 'Import Log',
    icon: 'import-log',
    page: ImportLogTab,
    group: 'sync',
    badge: status => ({ count: status.unprocessed, noun: 'unprocessed' }),
  },
  {
    tab: 'errors',
    words: 'Errors',
    icon: 'errors',
    page: ErrorsTab,
    group: 'sync',
    badge: status => ({ count: status.openErrors, noun: 'open' }),
  },
  { tab: 'transfers', words: 'Transfers', icon: 'transfers', page: TransfersTab, group: 'sync' },
  {
    tab: 'sync-history',
    words: 'Sync History',
    icon: 'sync-history',
    page: SyncHistoryTab,
    group: 'sync',
    badge: status => ({ count: status.waitingRuns, noun: 'to approve' }),
  },
  { tab: 'locations', words: 'Locations', icon: 'locations', page: LocationsTab, group: 'lists' },
  {
    tab: 'item-categories',
    words: 'Item Categories',
    icon: 'item-categories',
    page: ItemCategoriesTab,
    group: 'lists',
  },
  { tab: 'item-types', words: 'Item Types', icon: 'item-types', page: ItemTypesTab, group: 'lists' },
  { tab: 'export', words: 'Export', icon: 'export', page: ExportTab, group: 'rest' },
  { tab: 'permissions', words: 'Permissions', icon: 'permissions', page: PermissionsTab, group: 'rest' },
  { tab: 'settings', words: 'Settings', icon: 'settings', page: SettingsTab, group: 'rest' },
  {
    tab: 'practice',
    words: 'Practice console',
    icon: 'practice',
    page: PracticeTab,
    group: 'rest',
    shown: host => host.canPlay,
  },
  {
    tab: 'set-up',
    words: 'Connect your own systems',
    icon: 'settings',
    page: SetUpTab,
    group: 'rest',
    shown: () => false,
  },
]

/** The tab of an address; an unknown one leads to the Overview. */
export function routeOf(tab: string): Route {
  return ROUTES.find(route => route.tab === tab) ?? ROUTES[0]
}
