import { useCallback } from 'react'
import type { FeeRow } from '../../contract/rows/fee.ts'
import { useWhyNot } from '../api/may.ts'
import { notify } from '../ui/notices.tsx'
import { useOfficeAsk } from './office-asks.tsx'

/** Takes a payment by a key: asks for it, or says at once why it cannot be taken. */
export function useTakePayment(): (fees: readonly FeeRow[]) => void {
  const ask = useOfficeAsk()
  const whyNot = useWhyNot()
  return useCallback(
    fees => {
      const why = whyNot('payments.create') ?? whyNotPaid(fees)
      if (why === null) ask({ kind: 'pay', fees })
      else notify('warn', why)
    },
    [ask, whyNot],
  )
}

/** Why nothing can be paid on these fees; null where it can. */
export function whyNotPaid(fees: readonly Pick<FeeRow, 'status' | 'name'>[]): string | null {
  if (fees.length === 0)
    return 'The student owes nothing, so there is nothing to pay. Open a fee to take money in advance.'
  const dead = fees.find(fee => fee.status === 'void')
  return dead === undefined ? null : `${dead.name} is void, so nothing can be paid on it.`
}
