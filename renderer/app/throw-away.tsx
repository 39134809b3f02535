import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { formatMoney } from '../../contract/money.ts'
import type { Overview } from '../../contract/rows/status.ts'
import { useThrowPracticeAway } from '../api/host.ts'
import { overviewQuery } from '../api/overview.ts'
import { countWords } from '../format/count.ts'
import { hashOf } from '../ui/address.ts'
import { notify } from '../ui/notices.tsx'

interface ThrowAwayProps {
  opened: boolean
  ownIsSetUp: boolean
  onClose: () => void
}

/** Asks before the practice ledger goes, with what goes with it. */
export function ThrowAway({ opened, ownIsSetUp, onClose }: ThrowAwayProps) {
  const overview = useQuery({ ...overviewQuery, enabled: opened }).data
  const away = useThrowPracticeAway()
  const onGone = () => {
    onClose()
    window.location.hash = hashOf('overview')
    notify(
      'good',
      ownIsSetUp ? 'Practice data is gone. This is your own district.' : 'A fresh practice district is open.',
    )
  }
  return (
    <Modal opened={opened} onClose={onClose} title="Throw practice data away?">
      <p className="fb-modal-text">
        This deletes the practice ledger{overview === undefined ? '' : ` with ${contentOf(overview)}`}, its runs,
        errors, exports and backups, and what was played in the practice console. It cannot be undone.
      </p>
      <p className="fb-modal-text">
        {ownIsSetUp
          ? 'Your own district is not touched, and opens next.'
          : 'Nothing real is touched. A fresh practice district opens next.'}
      </p>
      <div className="fb-buttons">
        <Button
          color="red"
          loading={away.isPending}
          onClick={() => away.mutate(undefined, { onSuccess: onGone, onError: onClose })}
        >
          Throw practice data away
        </Button>
        <Button variant="default" disabled={away.isPending} onClick={onClose}>
          Keep it
        </Button>
      </div>
    </Modal>
  )
}

function contentOf({ fees, totals }: Overview): string {
  const count = fees.open + fees.partlyPaid + fees.paid + fees.waived + fees.overpaid + fees.void
  return `${countWords(count, 'fee')} and ${formatMoney(totals.paidCents)} of payments`
}
