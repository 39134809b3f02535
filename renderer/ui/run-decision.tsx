import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import type { RunRow } from '../../contract/rows/run.ts'
import { approvalWords, discardWords, type HeldSum, heldWords, runName } from '../format/run-words.ts'
import { AllowedButton } from './allowed-button.tsx'

interface RunDecisionProps {
  run: RunRow
  /** Why it stopped, in sentences. */
  brake: readonly string[]
  /** What it would waive or remove, added up; null while not known. */
  held: HeldSum | null
  busy: boolean
  /** Why the person may not decide, a sentence; null where they may. */
  why: string | null
  onApprove: () => void
  onDiscard: () => void
}

/** Approve or discard what a run would waive or remove. The buttons name what they do; both ask once more with the numbers. */
export function RunDecision({ run, brake, held, busy, why, onApprove, onDiscard }: RunDecisionProps) {
  const [asking, setAsking] = useState<'approve' | 'discard' | null>(null)
  const approve = approvalWords(held)
  const discard = discardWords(held)
  const act = asking === 'approve' ? onApprove : onDiscard
  return (
    <>
      <div className="fb-buttons">
        <AllowedButton why={why} disabled={busy} onClick={() => setAsking('approve')}>
          {approve}
        </AllowedButton>
        <AllowedButton why={why} disabled={busy} variant="default" onClick={() => setAsking('discard')}>
          {discard}
        </AllowedButton>
      </div>
      <Modal
        opened={asking !== null}
        onClose={() => setAsking(null)}
        title={asking === 'approve' ? `${approve}?` : `${discard}?`}
      >
        <p className="fb-modal-text">
          {asking === 'approve'
            ? `${runName(run)} stopped before writing. Approving plans it anew against the ledger of now; it stops again if more would be waived or removed than shown here.`
            : `${runName(run)} will waive and remove nothing. Its payments and receipts stay in the Import Log as Unprocessed.`}
        </p>
        <ul className="fb-reasons">
          {brake.map(reason => (
            <li key={reason}>{reason}</li>
          ))}
          {held === null ? null : <li>{heldWords(held)}</li>}
        </ul>
        <div className="fb-buttons">
          <Button
            onClick={() => {
              setAsking(null)
              act()
            }}
          >
            {asking === 'approve' ? approve : discard}
          </Button>
          <Button variant="default" onClick={() => setAsking(null)}>
            Leave it waiting
          </Button>
        </div>
      </Modal>
    </>
  )
}
