import type { DeliveryRow, EntryRow, FeeRow, FeeStory } from '../../../../contract/rows/fee.ts'
import type { ImportRow } from '../../../../contract/rows/import.ts'

/** A fee of $40.00 from Incident IQ, charged on September 3 and due on October 3, as a test changes it. */
export function feeRow(changes: Partial<FeeRow> = {}): FeeRow {
  return {
    id: 'fee-1',
    system: 'iiq',
    externalId: 'e1f2',
    studentId: '200113',
    student: 'Ottoline Quayle',
    grade: '07',
    sku: 'LB-CHARGER',
    item: 'Laptop charger',
    category: 'Devices',
    location: 'QLMS',
    assetTag: null,
    ticket: null,
    name: 'Laptop charger',
    description: null,
    amountCents: 4000,
    paidCents: 0,
    waivedCents: 0,
    balanceCents: 4000,
    status: 'open',
    overdue: false,
    createdOn: '2026-09-03',
    dueOn: '2026-10-03',
    ...changes,
  }
}

/** An entry from Incident IQ; its place in the story is the last two digits of its id. */
export function entryRow(id: string, changes: Partial<EntryRow>): EntryRow {
  const occurredOn = changes.occurredOn ?? '2026-09-03'
  return {
    id,
    seq: Number(id.slice(-2)),
    feeId: 'fee-1',
    kind: 'charge',
    amountCents: 4000,
    system: 'iiq',
    externalId: null,
    importId: null,
    runId: 'run-1',
    operator: null,
    voidsEntryId: null,
    reason: null,
    occurredOn,
    recordedAt: `${occurredOn}T12:00:00.000Z`,
    voided: false,
    method: null,
    checkNumber: null,
    takesBackEntryId: null,
    receipt: null,
    ...changes,
  }
}

export const CHARGE = entryRow('entry-01', {})

/** What the bridge enters by a rule of its own. */
export function byRule(id: string, changes: Partial<EntryRow>): EntryRow {
  return entryRow(id, { system: 'feebridge', ...changes })
}

export function deliveryRow(changes: Partial<DeliveryRow>): DeliveryRow {
  return {
    id: 'delivery-1',
    reference: 'fb-12345678-delivery-1',
    system: 'iiq',
    feeId: 'fee-1',
    entryId: null,
    kind: 'payment',
    amountCents: -1500,
    state: 'waiting',
    attempts: 0,
    nextAt: null,
    reason: null,
    ...changes,
  }
}

export function importRow(id: string, changes: Partial<ImportRow> = {}): ImportRow {
  return {
    id,
    system: 'iiq',
    kind: 'fee',
    externalId: 'e1f2',
    status: 'Imported',
    cause: 'entered',
    message: 'Entered in the ledger.',
    runId: 'run-1',
    feeId: 'fee-1',
    receivedAt: '2026-09-03T12:00:00.000Z',
    ...changes,
  }
}

/** A story whose fee's sums are those of its entries unless a test says otherwise. */
export function storyOf(entries: EntryRow[], changes: Partial<Omit<FeeStory, 'entries'>> = {}): FeeStory {
  const isMoney = ({ kind, voided }: EntryRow) =>
    !voided && ['payment', 'refund', 'bounced-check', 'transfer'].includes(kind)
  const fee = feeRow({
    balanceCents: entries.reduce((sum, entry) => sum + entry.amountCents, 0),
    paidCents: -entries.filter(isMoney).reduce((sum, entry) => sum + entry.amountCents, 0),
  })
  return { fee, entries, imports: [], deliveries: [], notes: [], ...changes }
}
