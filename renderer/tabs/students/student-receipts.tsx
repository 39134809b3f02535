import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoney } from '../../../contract/money.ts'
import type { ReceiptRow } from '../../../contract/rows/receipt.ts'
import type { StudentRow } from '../../../contract/rows/reference.ts'
import { receiptsOf } from '../../api/papers.ts'
import { countWords } from '../../format/count.ts'
import { methodWords } from '../../format/entry-words.ts'
import { ReceiptButton } from '../../office/receipt-button.tsx'
import { PanelSection } from '../../ui/side-panel.tsx'
import { Moment } from '../../ui/zone.tsx'

/** Receipts shown before one asks for the rest. */
const FIRST_SHOWN = 3

/** The receipts of a student, the newest first, each to be printed again. */
export function StudentReceipts({ student }: { student: StudentRow }) {
  const [showsAll, setShowsAll] = useState(false)
  const receipts = useQuery(receiptsOf({ student: student.id })).data?.items ?? []
  if (receipts.length === 0) return null
  const shown = showsAll ? receipts : receipts.slice(0, FIRST_SHOWN)
  const rest = receipts.length - shown.length
  return (
    <PanelSection title={countWords(receipts.length, 'receipt')}>
      <ul className="fb-lines">
        {shown.map(receipt => (
          <li key={receipt.id}>
            <ReceiptLine receipt={receipt} />
          </li>
        ))}
      </ul>
      {rest === 0 ? null : (
        <Button variant="default" size="xs" onClick={() => setShowsAll(true)}>
          Show {countWords(rest, 'older receipt')}
        </Button>
      )}
    </PanelSection>
  )
}

function ReceiptLine({ receipt }: { receipt: ReceiptRow }) {
  const { id, number, at, totalCents, operator, voided } = receipt
  const paid = methodWords(receipt)
  return (
    <>
      <p className="fb-note">
        <strong>{formatMoney(totalCents)}</strong>
        {paid === null ? '' : `, ${paid}`}, <Moment at={at} />, taken by {operator}
        {voided ? '; void: it is no proof of payment' : ''}
      </p>
      <ReceiptButton id={id} number={number} />
    </>
  )
}
