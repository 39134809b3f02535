import { useMay } from '../api/may.ts'
import { lacks } from '../format/fee-offers.ts'
import { PaperButton } from './paper-button.tsx'

/** A student's statement as a PDF, by the person's id. */
export function StatementButton({ personId }: { personId: string }) {
  const may = useMay()
  const why = may('export') ? null : lacks('export')
  return <PaperButton name="Statement" paper={{ kind: 'statement', student: personId }} why={why} />
}
