import { assertNever } from '../../../contract/assert-never.ts'
import type { EntryKind } from '../../../contract/rows/fee.ts'
import type { ImportKind, ImportStatus } from '../../../contract/rows/import.ts'
import type { RunItem } from '../../../contract/rows/run.ts'
import type { Db } from '../open.ts'
import { readMark, writeMark } from './page-mark.ts'
import { prepared } from './prepared.ts'

/** An item and its place within its section. */
interface Found {
  seq: number
  item: RunItem
}

/** Items of one sort beyond `afterSeq`, in the order they were written. `lookedThrough` is set where it stopped before `limit` although more may follow. */
interface Stretch {
  found: Found[]
  lookedThrough: number | null
}

type Section = (db: Db, runSeq: number, page: { afterSeq: number; limit: number }) => Stretch

type StoredItem = Omit<RunItem, 'what'> & { seq: number }

const FEE_COLUMNS = 'f.id AS feeId, f.name AS fee, p.name AS student'
const JOIN_PERSON = 'LEFT JOIN people p ON p.seq = f.person_seq'
const joinFee = (alias: string) => `LEFT JOIN fees f ON f.seq = ${alias}.fee_seq ${JOIN_PERSON}`

type StoredImport = StoredItem & { kind: ImportKind; cause: string | null }

const IMPORT_ITEM = `SELECT i.seq, i.kind, m.cause, ${FEE_COLUMNS}, i.id AS importId, i.external_id AS externalId, NULL AS amountCents, m.text AS message`
const IMPORT_JOINS = `LEFT JOIN messages m ON m.seq = i.message_seq
    LEFT JOIN fees f ON f.system = i.system AND f.external_key = i.subject_key ${JOIN_PERSON}`

// A run's items are not kept: they are read off what it wrote. What needs a person comes first.
const SECTIONS: readonly Section[] = [
  heldChanges,
  syncErrors,
  importsThat('Error'),
  importsThat('Unprocessed'),
  entries,
  importsThat('Ignored'),
  importsWithoutEntry,
]

/** A page of a run's items. It can hold fewer than asked for, even none, and still have a `next`: imports that only led to entries are passed over in lots. */
export function listRunItems(
  db: Db,
  runSeq: number,
  page: { limit: number; after: string | undefined },
): { items: RunItem[]; next: string | null } {
  const [firstSection = 0, firstSeq = 0] = readMark('run items', ['integer', 'integer'], page.after) ?? []
  const items: RunItem[] = []
  let afterSeq = Number(firstSeq)
  for (let index = Number(firstSection); index < SECTIONS.length; index += 1) {
    const section = SECTIONS[index]
    if (section === undefined) break
    const room = page.limit - items.length
    const { found, lookedThrough } = section(db, runSeq, { afterSeq, limit: room + 1 })
    const taken = found.slice(0, room)
    items.push(...taken.map(one => one.item))
    if (found.length > room) return { items, next: writeMark('run items', [index, taken.at(-1)?.seq ?? afterSeq]) }
    if (lookedThrough !== null) return { items, next: writeMark('run items', [index, lookedThrough]) }
    afterSeq = 0
  }
  return { items, next: null }
}

function heldChanges(db: Db, runSeq: number, { afterSeq, limit }: { afterSeq: number; limit: number }): Stretch {
  const sql = `SELECT h.seq, ${FEE_COLUMNS}, NULL AS importId, f.external_id AS externalId, h.amount_cents AS amountCents, h.message
    FROM held_changes h ${joinFee('h')} WHERE h.run_seq = ? AND h.what NOT IN ('missing', 'gone') AND h.seq > ? ORDER BY h.seq LIMIT ?`
  return whole(prepared<StoredItem>(db, sql).all(runSeq, afterSeq, limit), () => 'held')
}

/** Sync errors that the run found, but those that an import of this run in error already tells. */
function syncErrors(db: Db, runSeq: number, { afterSeq, limit }: { afterSeq: number; limit: number }): Stretch {
  const sql = `SELECT s.seq, ${FEE_COLUMNS}, i.id AS importId, coalesce(i.external_id, f.external_id) AS externalId, NULL AS amountCents, s.message
    FROM sync_errors s LEFT JOIN imports i ON i.seq = s.import_seq ${joinFee('s')}
    WHERE s.run_seq = ? AND s.seq > ? AND NOT coalesce(i.decided_run_seq = s.run_seq AND i.status = 'Error', 0) ORDER BY s.seq LIMIT ?`
  return whole(prepared<StoredItem>(db, sql).all(runSeq, afterSeq, limit), () => 'error')
}

type StoredEntry = StoredItem & { kind: EntryKind; importKind: ImportKind | null }

function entries(db: Db, runSeq: number, { afterSeq, limit }: { afterSeq: number; limit: number }): Stretch {
  const sql = `SELECT e.seq, e.kind, i.kind AS importKind, ${FEE_COLUMNS}, i.id AS importId, e.external_id AS externalId, e.amount_cents AS amountCents,
      coalesce(e.reason, m.text) AS message
    FROM entries e LEFT JOIN imports i ON i.seq = e.import_seq LEFT JOIN messages m ON m.seq = i.message_seq ${joinFee('e')}
    WHERE e.run_seq = ? AND e.seq > ? ORDER BY e.seq LIMIT ?`
  return whole(prepared<StoredEntry>(db, sql).all(runSeq, afterSeq, limit), whatEntryDid)
}

function whatEntryDid({ kind, importKind }: StoredEntry): RunItem['what'] {
  switch (kind) {
    case 'charge':
      return 'added'
    case 'payment':
    case 'refund':
    case 'bounced-check':
      return 'payment'
    case 'waiver':
      return 'waived'
    case 'void':
      return 'voided'
    case 'transfer':
      return 'adjustment'
    case 'adjustment':
      // An adjustment that the fee's own record led to is a changed amount (C1); one of its own is the system's adjustment.
      return importKind === 'fee' ? 'changed' : 'adjustment'
    default:
      return assertNever(kind)
  }
}

function importsThat(status: Exclude<ImportStatus, 'Imported'>): Section {
  const what = ({ Error: 'error', Unprocessed: 'unprocessed', Ignored: 'ignored' } as const)[status]
  // Records that did not come in are few in good times, so their status leads to them; marking hundreds of thousands of good ones keeps one index less up to date.
  const sql = `${IMPORT_ITEM} FROM imports i INDEXED BY imports_by_status ${IMPORT_JOINS}
    WHERE i.decided_run_seq = ? AND i.status = '${status}' AND i.seq > ? ORDER BY i.seq LIMIT ?`
  return (db, runSeq, { afterSeq, limit }) =>
    whole(prepared<StoredImport>(db, sql).all(runSeq, afterSeq, limit), () => what)
}

/** Imports looked at in one statement, and statements of one page. */
const LOT_ROWS = 5_000
const LOTS_MOST = 8

/** Imports that came in and led to no entry: item types, people, and fees of which only a text or a day changed. */
function importsWithoutEntry(
  db: Db,
  runSeq: number,
  { afterSeq, limit }: { afterSeq: number; limit: number },
): Stretch {
  const lot = prepared<{ seq: number }>(
    db,
    `SELECT seq FROM imports INDEXED BY imports_by_decided_run
      WHERE decided_run_seq = ? AND status = 'Imported' AND seq > ? ORDER BY seq LIMIT 1 OFFSET ${LOT_ROWS - 1}`,
  )
  const read = prepared<StoredImport>(
    db,
    `${IMPORT_ITEM} FROM imports i INDEXED BY imports_by_decided_run ${IMPORT_JOINS}
      WHERE i.decided_run_seq = ? AND i.status = 'Imported' AND i.seq > ? AND i.seq <= ?
        AND NOT EXISTS (SELECT 1 FROM entries e INDEXED BY entries_by_fee WHERE e.fee_seq = f.seq AND e.run_seq = i.decided_run_seq AND e.import_seq = i.seq)
      ORDER BY i.seq LIMIT ?`,
  )
  const found: StoredImport[] = []
  let from = afterSeq
  for (let lots = 0; lots < LOTS_MOST; lots += 1) {
    const to = lot.get(runSeq, from)?.seq ?? null
    found.push(...read.all(runSeq, from, to ?? Number.MAX_SAFE_INTEGER, limit - found.length))
    if (to === null || found.length >= limit) return whole(found, whatImportDid)
    from = to
  }
  return { ...whole(found, whatImportDid), lookedThrough: from }
}

function whatImportDid({ kind, cause }: StoredImport): RunItem['what'] {
  return kind === 'fee' && cause === 'changed' ? 'changed' : 'imported'
}

function whole<Stored extends StoredItem>(
  stored: readonly Stored[],
  whatOf: (one: Stored) => RunItem['what'],
): Stretch {
  const found = stored.map(one => {
    const { seq, feeId, importId, externalId, student, fee, amountCents, message } = one
    return { seq, item: { what: whatOf(one), feeId, importId, externalId, student, fee, amountCents, message } }
  })
  return { found, lookedThrough: null }
}
