import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { assertNever } from '../../contract/assert-never.ts'
import type { EntryRow, FeeRow } from '../../contract/rows/fee.ts'
import { AdjustDialog } from './adjust-dialog.tsx'
import { ChargeDialog } from './charge-dialog.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { PaymentDialog } from './payment-dialog.tsx'
import { TakeBackDialog } from './take-back-dialog.tsx'
import { TransferDialog } from './transfer-dialog.tsx'
import { WaiveDialog } from './waive-dialog.tsx'

/** One thing that a clerk wants to enter; its dialog asks for the rest. */
export type OfficeAsk =
  | { kind: 'charge'; student: { id: string; name: string } | null }
  | { kind: 'pay'; fees: readonly FeeRow[]; onDone?: () => void }
  | { kind: 'waive'; fees: readonly FeeRow[]; onDone?: () => void }
  | { kind: 'adjust' | 'move'; fee: FeeRow }
  | { kind: 'delete'; fee: FeeRow; entry: EntryRow | null }
  | {
      kind: 'refund' | 'bounced-check'
      fee: FeeRow
      entry: EntryRow
      leftCents: number
      /** What stands there at first; all that is left of the payment when absent. */
      wantedCents?: number
    }

const AskContext = createContext<((ask: OfficeAsk) => void) | null>(null)

/** Gives a tab the dialogs of the office, one at a time; whatever stands in the tab asks for them with {@link useOfficeAsk}. */
export function OfficeAsks({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<OfficeAsk | null>(null)
  const ask = useMemo(() => (next: OfficeAsk) => setAsked(open => open ?? next), [])
  return (
    <AskContext value={ask}>
      {children}
      {asked === null ? null : <OfficeDialog ask={asked} onClose={() => setAsked(null)} />}
    </AskContext>
  )
}

/** Opens a dialog of the office; while one is open, nothing. */
export function useOfficeAsk(): (ask: OfficeAsk) => void {
  const ask = useContext(AskContext)
  if (ask === null) throw new Error('A tab moves money outside of its dialogs.')
  return ask
}

function OfficeDialog({ ask, onClose }: { ask: OfficeAsk; onClose: () => void }) {
  switch (ask.kind) {
    case 'charge':
      return <ChargeDialog student={ask.student} onClose={onClose} />
    case 'pay':
      return <PaymentDialog {...ask} onClose={onClose} />
    case 'waive':
      return <WaiveDialog {...ask} onClose={onClose} />
    case 'adjust':
      return <AdjustDialog fee={ask.fee} onClose={onClose} />
    case 'move':
      return <TransferDialog fee={ask.fee} onClose={onClose} />
    case 'delete':
      return <DeleteDialog fee={ask.fee} entry={ask.entry} onClose={onClose} />
    case 'refund':
    case 'bounced-check':
      return <TakeBackDialog {...ask} onClose={onClose} />
    default:
      return assertNever(ask)
  }
}
