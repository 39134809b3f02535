import type { SourceSystem } from '../../contract/tasks.ts'
import type { FeeSums } from '../domain/entry.ts'
import type { OfficeEntry, OfficeFee } from '../domain/office.ts'
import type { Ids } from '../domain/ports.ts'
import type { Db } from './open.ts'

/** A person as a charge names one. */
export interface OfficePerson {
  seq: number
  id: string
  name: string
  schoolId: string | null
  locationSeq: number | null
}

/** A new fee that was made here. Days `YYYY-MM-DD`. */
export interface OwnFee {
  personSeq: number
  itemTypeSeq: number
  categorySeq: number | null
  locationSeq: number | null
  assetKey: string | null
  assetTag: string | null
  ticketNumber: string | null
  sku: string
  itemTitle: string
  categoryTitle: string | null
  name: string
  description: string | null
  createdOn: string
  dueOn: string
  at: string
}

interface StoredFee extends FeeSums {
  seq: number
  id: string
  name: string
  system: SourceSystem
  externalKey: string | null
  personSeq: number | null
  locationSeq: number | null
  isVoid: 0 | 1
}

type StoredEntry = Omit<OfficeEntry, 'isVoided'> & { isVoided: 0 | 1 }

/** What office entries need of the ledger: the fee with its entries, whom and what a charge names, links, receipts, repeated requests. */
export function openOffice(db: Db, ids: Ids) {
  return { ...openOfficeReads(db), ...openNames(db), ...openOfficeWrites(db, ids) }
}

function openOfficeReads(db: Db) {
  const fee = db.prepare<[string], StoredFee>(
    `SELECT seq, id, name, system, external_key AS externalKey, person_seq AS personSeq, location_seq AS locationSeq, is_void AS isVoid, charged_cents AS chargedCents, adjusted_cents AS adjustedCents,
       paid_cents AS paidCents, waived_cents AS waivedCents, balance_cents AS balanceCents FROM fees WHERE id = ?`,
  )
  const entries = db.prepare<[number], StoredEntry>(
    `SELECT e.seq, e.id, e.kind, e.amount_cents AS amountCents, e.system, e.rule, e.method, v.kind AS voidsKind,
       EXISTS (SELECT 1 FROM entries o WHERE o.voids_seq = e.seq) AS isVoided, own.other_seq AS takesBackSeq,
       (SELECT coalesce(sum(b.amount_cents), 0) FROM entry_links l JOIN entries b ON b.seq = l.entry_seq WHERE l.other_seq = e.seq AND l.role = 'takes-back'
         AND NOT EXISTS (SELECT 1 FROM entries o WHERE o.voids_seq = b.seq)) AS takenBackCents
     FROM entries e LEFT JOIN entries v ON v.seq = e.voids_seq LEFT JOIN entry_links own ON own.entry_seq = e.seq AND own.role = 'takes-back'
     WHERE e.fee_seq = ? ORDER BY e.seq`,
  )
  const feeIdOf = db.prepare<[number], string>('SELECT id FROM fees WHERE seq = ?').pluck()
  const externalId = db.prepare<[number], string | null>('SELECT external_id FROM fees WHERE seq = ?').pluck()
  return {
    /** A fee with all its entries, by its id; null when there is none. */
    fee(id: string): OfficeFee | null {
      const row = fee.get(id)
      if (row === undefined) return null
      const { chargedCents, adjustedCents, paidCents, waivedCents, balanceCents, isVoid, ...rest } = row
      const stored = entries
        .all(row.seq)
        .map(({ isVoided, ...entry }): OfficeEntry => ({ ...entry, isVoided: isVoided === 1 }))
      return {
        ...rest,
        isVoid: isVoid === 1,
        sums: { chargedCents, adjustedCents, paidCents, waivedCents, balanceCents },
        hasOutsidePayment: stored.some(one => one.kind === 'payment' && one.system !== 'feebridge' && !one.isVoided),
        entries: stored,
      }
    },
    /** The fee's id at the system that it came from. */
    externalFeeId: (seq: number): string | null => externalId.get(seq) ?? null,
    feeId: (seq: number): string => feeIdOf.get(seq) ?? '',
  }
}

/** Finds people, item types, locations and assets by the words that a clerk uses for them. */
function openNames(db: Db) {
  const PERSON = 'SELECT p.seq, p.id, p.name, p.school_id AS schoolId, p.location_seq AS locationSeq FROM people p'
  const byId = db.prepare<[string], OfficePerson>(`${PERSON} WHERE p.id = ?`)
  const bySchoolId = db.prepare<[string], OfficePerson & { isDeleted: 0 | 1 }>(
    `${PERSON.replace(' FROM', ', p.is_deleted AS isDeleted FROM')} WHERE p.school_id = ? ORDER BY p.seq`,
  )
  const chosen = db.prepare<[string], OfficePerson>(
    `${PERSON} JOIN school_id_choices c ON c.person_seq = p.seq WHERE c.school_id = ?`,
  )
  const listed = db.prepare<[string | null, string | null, string | null, string | null], OfficePerson>(
    `${PERSON} LEFT JOIN locations l ON l.seq = p.location_seq WHERE p.is_deleted = 0 AND p.is_active = 1 AND p.school_id IS NOT NULL
      AND (? IS NULL OR coalesce(l.abbreviation, l.name) = ?) AND (? IS NULL OR p.grade = ?) ORDER BY p.name COLLATE NOCASE, p.seq LIMIT 5001`,
  )
  const asset = db.prepare<[string], { assetTag: string; key: string; ownerSeq: number | null }>(
    `SELECT a.asset_tag AS assetTag, a.external_key AS key, (SELECT p.seq FROM people p WHERE p.system = a.system AND p.external_key = a.owner_key) AS ownerSeq
     FROM assets a WHERE a.asset_tag = ? LIMIT 2`,
  )
  const nearMisses = db.prepare<[string], OfficePerson>(
    `${PERSON} WHERE lower(ltrim(replace(p.school_id, ' ', ''), '0')) = ? ORDER BY p.is_deleted, p.seq LIMIT 3`,
  )
  const bySeq = db.prepare<[number], OfficePerson>(`${PERSON} WHERE p.seq = ?`)
  const itemType = db.prepare<
    [string],
    {
      seq: number
      sku: string
      title: string
      type: string
      categorySeq: number | null
      category: string | null
      archived: 0 | 1
    }
  >(
    `SELECT t.seq, t.sku, t.title, t.type, t.category_seq AS categorySeq, c.title AS category, t.archived_at IS NOT NULL AS archived
     FROM item_types t LEFT JOIN categories c ON c.seq = t.category_seq WHERE t.sku = ? ORDER BY t.archived_at IS NOT NULL, t.type <> 'fee', t.seq LIMIT 1`,
  )
  const location = db
    .prepare<[string, string], number>(
      'SELECT seq FROM locations WHERE archived_at IS NULL AND (abbreviation = ? OR (abbreviation IS NULL AND name = ?)) ORDER BY seq LIMIT 1',
    )
    .pluck()
  const locationBySeq = db.prepare<[number], { id: string; name: string }>(
    'SELECT id, coalesce(abbreviation, name) AS name FROM locations WHERE seq = ?',
  )
  const locationId = db
    .prepare<[string, string], string>(
      'SELECT id FROM locations WHERE abbreviation = ? OR (abbreviation IS NULL AND name = ?) ORDER BY archived_at IS NOT NULL, seq LIMIT 1',
    )
    .pluck()
  const locationName = db
    .prepare<[string], string>('SELECT coalesce(abbreviation, name) FROM locations WHERE id = ?')
    .pluck()
  const postTypes = db.prepare<[string, string], { externalId: string; sku: string }>(
    `SELECT external_id AS externalId, sku FROM item_types WHERE system = ? AND type = ? AND archived_at IS NULL AND external_id IS NOT NULL ORDER BY sku`,
  )
  return {
    personById: (id: string): OfficePerson | null => byId.get(id) ?? null,
    personBySeq: (seq: number): OfficePerson | null => bySeq.get(seq) ?? null,
    /** Who carries a School Id exactly: the chosen one, else the live ones, else those no longer there (I2). */
    peopleBySchoolId(schoolId: string): OfficePerson[] {
      const one = chosen.get(schoolId)
      if (one !== undefined) return [one]
      const all = bySchoolId.all(schoolId)
      const live = all.filter(person => person.isDeleted === 0)
      return live.length > 0 ? live : all
    },
    /** Active students of a location (as lists show it) and grade; null means any. At most 5,001. */
    peopleOf: (location: string | null, grade: string | null): OfficePerson[] =>
      listed.all(location, location, grade, grade),
    assets: (tag: string) => asset.all(tag),
    itemType: (sku: string) => itemType.get(sku) ?? null,
    /** People whose School Id is this one but for case, blanks and leading zeros (I2); `folded` is folded already. */
    nearMisses: (folded: string): OfficePerson[] => nearMisses.all(folded),
    locationBySeq: (seq: number): { id: string; name: string } | null => locationBySeq.get(seq) ?? null,
    locationId: (name: string): string | null => locationId.get(name, name) ?? null,
    locationName: (id: string): string | null => locationName.get(id) ?? null,
    locationSeq: (name: string): number | null => location.get(name, name) ?? null,
    /** Item types that payments or adjustments can be posted as in a system. */
    postTypes: (system: string, type: 'payment' | 'adjustment') => postTypes.all(system, type),
  }
}

function openOfficeWrites(db: Db, ids: Ids) {
  const addFee = db.prepare<OwnFee & { id: string }>(
    `INSERT INTO fees (id, system, person_seq, item_type_seq, category_seq, location_seq, asset_key, asset_tag, ticket_number, sku, item_title, category_title,
       name, description, created_on, source_created_at, due_on)
     VALUES (@id, 'feebridge', @personSeq, @itemTypeSeq, @categorySeq, @locationSeq, @assetKey, @assetTag, @ticketNumber, @sku, @itemTitle, @categoryTitle,
       @name, @description, @createdOn, @at, @dueOn)`,
  )
  const setVoid = db.prepare('UPDATE fees SET is_void = 1, version = version + 1 WHERE seq = ?')
  const link = db.prepare('INSERT INTO entry_links (entry_seq, role, other_seq) VALUES (?, ?, ?)')
  const addReceipt = db.prepare('INSERT INTO receipts (id, person_seq, at, operator) VALUES (?, ?, ?, ?)')
  const addToReceipt = db.prepare('INSERT INTO receipt_entries (entry_seq, receipt_seq) VALUES (?, ?)')
  const request = db.prepare<[string], { hash: Buffer; reply: string }>(
    'SELECT hash, reply FROM office_requests WHERE key = ?',
  )
  const keepRequest = db.prepare('INSERT INTO office_requests (key, hash, reply, at) VALUES (?, ?, ?, ?)')
  return {
    /** A fee of the ledger's own, without entries yet. Returns its `seq` and id. */
    addFee(fee: OwnFee): { seq: number; id: string } {
      const id = ids.next()
      const added = addFee.run({ id, ...fee })
      return { seq: Number(added.lastInsertRowid), id }
    },
    setVoid: (feeSeq: number): void => void setVoid.run(feeSeq),
    link: (entrySeq: number, role: 'takes-back' | 'moved-to', otherSeq: number): void =>
      void link.run(entrySeq, role, otherSeq),
    addReceipt(receipt: { personSeq: number | null; at: string; operator: string }, entrySeqs: readonly number[]) {
      const id = ids.next()
      const number = Number(addReceipt.run(id, receipt.personSeq, receipt.at, receipt.operator).lastInsertRowid)
      for (const entrySeq of entrySeqs) addToReceipt.run(entrySeq, number)
      return { id, number }
    },
    /** The request that was carried out under a key, or null. */
    request: (key: string) => request.get(key) ?? null,
    keepRequest: (key: string, hash: Buffer, reply: string, at: string): void =>
      void keepRequest.run(key, hash, reply, at),
  }
}
