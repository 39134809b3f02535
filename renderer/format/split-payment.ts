/** Splits what was received over fees in their order: each is paid in full before the next. What is more than all of them are due falls on the last one that is due. */
export function splitPayment(receivedCents: number, dueCents: readonly number[]): number[] {
  let leftCents = Math.max(0, receivedCents)
  const parts = dueCents.map(due => {
    const part = Math.min(leftCents, Math.max(0, due))
    leftCents -= part
    return part
  })
  const last = Math.max(
    0,
    parts.findLastIndex(part => part > 0),
  )
  return leftCents === 0 ? parts : parts.map((part, index) => (index === last ? part + leftCents : part))
}
