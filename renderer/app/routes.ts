import type { ComponentType } from 'react'
import type { BridgeStatus } from '../../contract/rows/status.ts'
import { ErrorsTab } from '../tabs/errors/errors-tab.tsx'
import { FeesTab } from '../tabs/fees/fees-tab.tsx'
import { ImportLogTab } from '../tabs/import-log/import-log-tab.tsx'
import { OverviewTab } from '../tabs/overview/overview-tab.tsx'
import { SyncHistoryTab } from '../tabs/sync-history/sync-history-tab.tsx'
import type { IconName } from '../ui/icons.tsx'

/** A tab of the rail. */
export interface Route {
  tab: string
  words: string
  icon: IconName
  page: ComponentType
  /** How many things wait there, and what to call them. */
  badge?: (status: BridgeStatus) => { count: number; noun: string }
}

export const ROUTES: readonly [Route, ...Route[]] = [
  { tab: 'overview', words: 'Overview', icon: 'overview', page: OverviewTab },
  { tab: 'fees', words: 'Fees', icon: 'fees', page: FeesTab },
  {
    tab: 'import-log',
    words: 'Import Log',
    icon: 'import-log',
    page: ImportLogTab,
    badge: status => ({ count: status.unprocessed, noun: 'unprocessed' }),
  },
  {
    tab: 'errors',
    words: 'Errors',
    icon: 'errors',
    page: ErrorsTab,
    badge: status => ({ count: status.openErrors, noun: 'open' }),
  },
  {
    tab: 'sync-history',
    words: 'Sync History',
    icon: 'sync-history',
    page: SyncHistoryTab,
    badge: status => ({ count: status.waitingRuns, noun: 'to approve' }),
  },
]

/** The tab of an address; an unknown one leads to the Overview. */
export function routeOf(tab: string): Route {
  return ROUTES.find(route => route.tab === tab) ?? ROUTES[0]
}
