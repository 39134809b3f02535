import { PaperButton } from './paper-button.tsx'

/** The receipt of a payment, by its id and its number, as a PDF: after it was taken, and in the story of its fee. */
export function ReceiptButton({ id, number }: { id: string; number: number }) {
  return <PaperButton name={`Receipt ${number}`} paper={{ kind: 'receipt', id }} />
}
