import { Button } from '@mantine/core'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { useStartRun } from '../../api/overview.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { notify } from '../../ui/notices.tsx'
import { RowButtons } from '../../ui/row-actions.tsx'
import type { NearMiss } from './near-misses.ts'

/** Match keys that need a look (I2), each with its way out. */
export function NearMissNotes({ misses }: { misses: readonly NearMiss[] }) {
  if (misses.length === 0) return null
  return (
    <section className="fb-card fb-card-warn" aria-label="Abbreviations to look at">
      <h2>
        <StateBadge tone="warn" words="Abbreviations that are close, and do not match" />
      </h2>
      <ul className="fb-lines">
        {misses.map(miss => (
          <li key={miss.sentence}>
            <p className="fb-modal-text">{miss.sentence}</p>
            <WaysOut miss={miss} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Ours is changed or taken away here; what a system owns is changed there, and a run brings it. */
function WaysOut({ miss: { rows } }: { miss: NearMiss }) {
  const own = rows.filter(row => row.system === 'feebridge')
  const owner = rows.find(row => row.system !== 'feebridge')
  return (
    <div className="fb-ways">
      {own.map(row => (
        <RowButtons
          key={row.id}
          compact={false}
          row={{ id: row.id, name: row.name, offers: ['edit', 'remove'], shown: true }}
        />
      ))}
      {owner === undefined ? null : (
        <>
          <span className="fb-soft">
            {own.length === 0 ? 'Change one of them' : 'Or change it'} in {SYSTEM_NAMES[owner.system]}, then bring it
            here:
          </span>
          <SyncButton />
        </>
      )}
    </div>
  )
}

function SyncButton() {
  const start = useStartRun()
  return (
    <Button
      variant="default"
      loading={start.isPending}
      onClick={() =>
        start.mutate(
          { task: 'iiq-sync' },
          { onSuccess: () => notify('good', 'iiQ Sync has begun. Its end is announced.') },
        )
      }
    >
      Run iiQ Sync now
    </Button>
  )
}
