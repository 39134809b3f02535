import { PaperButton } from './paper-button.tsx'

interface ReceiptButtonProps {
  id: string
  number: number
  /** The letter that prints it while it is shown. */
  letter?: string
}

/** The receipt of a payment, by its id and its number, as a PDF: after it was taken, in the story of its fee, and on the student's page. */
export function ReceiptButton({ id, number, letter = '' }: ReceiptButtonProps) {
  return <PaperButton name={`Receipt ${number}`} paper={{ kind: 'receipt', id }} letter={letter} />
}
