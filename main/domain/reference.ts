/** What our mark on a record names: our own delivery, or the mark of another ledger (which is then an ordinary record). */
export type Mark = { kind: 'ours'; deliveryId: string } | { kind: 'foreign' } | { kind: 'none' }

const MARK = /^fb-([a-z0-9]{8})-(.+)$/

/** Reads an `ExternalReference` (I3, I4). `ledgerId` is the 8 characters of this ledger. */
export function readMark(reference: string | null, ledgerId: string): Mark {
  const match = reference === null ? null : MARK.exec(reference)
  if (match === null) return { kind: 'none' }
  const [, ledger, rest = ''] = match
  return ledger === ledgerId ? { kind: 'ours', deliveryId: rest } : { kind: 'foreign' }
}

/** The outward id of a delivery: `fb-<ledger>-<its UUIDv7>`, 48 characters (I3). */
export function outwardId(ledgerId: string, deliveryId: string): string {
  return `fb-${ledgerId}-${deliveryId}`
}
