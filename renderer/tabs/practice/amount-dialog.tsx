import { TextInput } from '@mantine/core'
import type { PracticeFee } from '../../../contract/host-calls.ts'
import { formatDecimal, formatMoney } from '../../../contract/money.ts'
import { refusalOf } from '../../api/call-error.ts'
import { usePlay } from '../../api/practice.ts'
import { useEntryForm } from '../../ui/entry-form.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'

interface AmountDialogProps {
  kind: 'edit' | 'pay'
  fee: PracticeFee
  onClose: () => void
}

/** Asks for an amount: what is paid, or what the fee is from now on. */
export function AmountDialog({ kind, fee, onClose }: AmountDialogProps) {
  const play = usePlay()
  const first = kind === 'pay' && fee.dueCents > 0 ? fee.dueCents : fee.amountCents
  const form = useEntryForm(() => ({ amount: formatDecimal(first) }))
  const onSave = async () => {
    const { amount } = form.value
    if (!form.passes(amount.trim() === '' ? { amount: 'Enter an amount, such as 12.50.' } : {})) return false
    try {
      await play.mutateAsync({ move: kind === 'pay' ? 'pay-fee' : 'edit-fee', fee: fee.id, amount })
      return true
    } catch (error) {
      form.refuse(...refusalOf(error))
      return false
    }
  }
  return (
    <FormDialog
      title={kind === 'pay' ? 'Take a payment in Incident IQ' : 'Change the amount in Incident IQ'}
      words={kind === 'pay' ? 'Take the payment' : 'Change the amount'}
      saving={play.isPending}
      errors={form.errors}
      trouble={form.trouble}
      onSave={onSave}
      onClose={onClose}
    >
      <p className="fb-modal-text">
        {fee.name}
        {fee.student === null ? '' : ` of ${fee.student}`}: {formatMoney(fee.dueCents)} of{' '}
        {formatMoney(fee.amountCents)} is due.
      </p>
      <TextInput
        data-autofocus
        label={kind === 'pay' ? 'Amount paid' : 'New amount of the fee'}
        inputMode="decimal"
        maxLength={20}
        leftSection="$"
        value={form.value.amount}
        error={form.errors.amount}
        onChange={event => form.set({ amount: event.currentTarget.value })}
      />
    </FormDialog>
  )
}
