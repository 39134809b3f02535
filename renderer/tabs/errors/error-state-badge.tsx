import { assertNever } from '../../../contract/assert-never.ts'
import type { SyncErrorRow } from '../../../contract/rows/sync-error.ts'
import { StateBadge } from '../../ui/badge.tsx'

/** The state of an error as a badge. */
export function ErrorStateBadge({ state }: { state: SyncErrorRow['state'] }) {
  switch (state) {
    case 'open':
      return <StateBadge tone="bad" words="Open" />
    case 'resolved':
      return <StateBadge tone="good" words="Resolved" />
    case 'ignored':
      return <StateBadge tone="quiet" words="Ignored" />
    default:
      return assertNever(state)
  }
}
