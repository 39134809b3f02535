// renderer/office holds the dialogs that move money, and what tells of its transfers, for every tab that offers them. What may be entered is decided by the
// engine; here is only what a clerk types and sees before it is entered.
import './office.css'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoney } from '../../contract/money.ts'
import type { FeeRow } from '../../contract/rows/fee.ts'
import { PAYMENT_METHODS } from '../../contract/rows/office.ts'
import { creditsOf, gateQuery, openFeesOf } from '../api/office.ts'
import { countWords } from '../format/count.ts'
import { METHOD_WORDS } from '../format/entry-words.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { notify } from '../ui/notices.tsx'
import { PaymentSplit } from './payment-split.tsx'
import { ReceiptButton } from './receipt-button.tsx'
import { type PaymentDraft, usePayment } from './use-payment.ts'

interface PaymentDialogProps {
  /** Fees of one student; all that is due on them stands there already, so that for cash Enter is enough. */
  fees: readonly FeeRow[]
  onClose: () => void
  onDone?: () => void
}

/** Takes one payment for one or several fees of a student, with the split shown. */
export function PaymentDialog({ fees: first, onClose, onDone }: PaymentDialogProps) {
  const [fees, setFees] = useState(first)
  const payment = usePayment(fees)
  const { form, errors, totalCents } = payment
  const [fee] = first
  return (
    <FormDialog
      title={first.length === 1 && fee !== undefined ? `Take a payment for ${fee.name}` : 'Take a payment'}
      words={totalCents > 0 ? `Take ${formatMoney(totalCents)}` : 'Take payment'}
      saving={payment.saving}
      errors={errors}
      trouble={form.trouble}
      onSave={async () => {
        const taken = await payment.save()
        if (taken === null) return false
        const { words, receiptId, receiptNumber } = taken
        notify('good', words, <ReceiptButton id={receiptId} number={receiptNumber} letter="r" />)
        onDone?.()
        return true
      }}
      onClose={onClose}
    >
      <PayerLine fees={fees} />
      <div className="fb-dialog-two fb-dialog-top">
        <TextInput
          data-autofocus
          label={fees.length === 1 ? 'Amount' : 'Amount received'}
          leftSection="$"
          required
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          value={form.value.amount ?? ''}
          error={errors.amount}
          onFocus={event => event.currentTarget.select()}
          onChange={event => payment.receive(event.currentTarget.value)}
        />
        <NativeSelect
          label="Paid by"
          value={form.value.method ?? 'cash'}
          data={PAYMENT_METHODS.map(method => ({ value: method, label: METHOD_WORDS[method] }))}
          onChange={event => form.set({ method: event.currentTarget.value })}
        />
      </div>
      {form.value.method === 'check' ? <CheckNumber draft={payment} /> : null}
      {fees.length > 1 ? <PaymentSplit fees={fees} payment={payment} /> : null}
      <OtherFees fees={fees} onAdd={added => setFees([...fees, ...added])} />
      <TextInput
        label="Note"
        maxLength={500}
        autoComplete="off"
        value={form.value.note ?? ''}
        onChange={event => form.set({ note: event.currentTarget.value })}
      />
      <Consequences fees={fees} payment={payment} />
    </FormDialog>
  )
}

/** Who pays, and what is due. */
function PayerLine({ fees }: { fees: readonly FeeRow[] }) {
  const [first] = fees
  if (first === undefined) return null
  const dueCents = fees.reduce((sum, fee) => sum + Math.max(0, fee.balanceCents), 0)
  const who = `${first.student ?? 'No student'}${first.studentId === null ? '' : ` (${first.studentId})`}`
  return (
    <p className="fb-dialog-lead">
      {who}, <strong>{formatMoney(dueCents)} due</strong>
      {fees.length > 1 ? ` on ${countWords(fees.length, 'fee')}` : ''}
    </p>
  )
}

function CheckNumber({ draft: { form, errors } }: { draft: PaymentDraft }) {
  return (
    <TextInput
      label="Check number"
      required
      autoComplete="off"
      maxLength={40}
      value={form.value.checkNumber ?? ''}
      error={errors.checkNumber}
      onChange={event => form.set({ checkNumber: event.currentTarget.value })}
    />
  )
}

/** Offers what else the student owes; nothing is taken for it until the amount covers it. */
function OtherFees({ fees, onAdd }: { fees: readonly FeeRow[]; onAdd: (fees: readonly FeeRow[]) => void }) {
  const [first] = fees
  const open = useQuery(openFeesOf(first?.studentId ?? null))
  const others = (open.data ?? []).filter(
    fee => fee.student === first?.student && !fees.some(each => each.id === fee.id),
  )
  if (others.length === 0) return null
  const dueCents = others.reduce((sum, fee) => sum + fee.balanceCents, 0)
  return (
    <div>
      <Button variant="default" size="xs" onClick={() => onAdd(others)}>
        Split over {countWords(others.length, 'other open fee')} too, {formatMoney(dueCents)} due
      </Button>
    </div>
  )
}

/** What follows from it, before it is taken: a credit (M7), and whether Incident IQ hears of it at once. */
function Consequences({ fees, payment: { surplusCents } }: { fees: readonly FeeRow[]; payment: PaymentDraft }) {
  const gate = useQuery(gateQuery)
  const credits = useQuery(creditsOf(fees[0]?.studentId ?? null)).data ?? []
  const sent = fees.filter(fee => fee.system === 'iiq').length
  return (
    <div className="fb-dialog-notes" role="status">
      {surplusCents > 0 ? (
        <p>
          {formatMoney(surplusCents)} is more than is due. It is entered as it is and shows as overpaid; then you are
          asked whether to refund it, move it to another fee or keep it as credit.
        </p>
      ) : null}
      {credits
        .filter(credit => credit.student === fees[0]?.student && !fees.some(fee => fee.id === credit.id))
        .map(credit => (
          <p key={credit.id}>
            There is a credit of {formatMoney(-credit.balanceCents)} on {credit.name}. To use it, move it from that fee.
          </p>
        ))}
      {sent > 0 && gate.data !== undefined ? <p>{gate.data.message}</p> : null}
      {sent < fees.length ? <p>{notSentWords(sent)}</p> : null}
    </div>
  )
}

function notSentWords(sent: number): string {
  return sent === 0
    ? 'It is not sent to Incident IQ, because the fee was not charged there.'
    : 'What is paid on a fee that was charged here is not sent to Incident IQ.'
}
