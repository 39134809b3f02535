import { useWhyNot } from '../api/may.ts'
import { PaperButton } from './paper-button.tsx'

/** A student's statement as a PDF, by the person's id. */
export function StatementButton({ personId }: { personId: string }) {
  const why = useWhyNot()('export')
  return <PaperButton name="Statement" paper={{ kind: 'statement', student: personId }} why={why} />
}
