import type { Books } from './district.ts'

/** What a ledger holds, whatever the order in which it came: fees with their sums, entries and imports by outside id. */
export function contentsOf(books: Books) {
  return {
    fees: books
      .fees()
      .map(({ id: _, ...fee }) => fee)
      .sort((left, right) => (left.externalId < right.externalId ? -1 : 1)),
    entries: books.rows(
      `SELECT f.external_id AS fee, e.kind, e.amount_cents, e.system, e.external_id, e.rule, e.occurred_on, v.external_id AS voided FROM entries e
       JOIN fees f ON f.seq = e.fee_seq LEFT JOIN entries v ON v.seq = e.voids_seq
       ORDER BY f.external_id, e.kind, e.amount_cents, e.external_id, e.rule, voided`,
    ),
    // Assets are asked for singly, and by a run that takes up another once more than need be.
    imports: books.rows(
      `SELECT i.feed, i.kind, i.external_key, i.status, m.cause, b.raw FROM imports i JOIN import_bodies b ON b.import_seq = i.seq
       LEFT JOIN messages m ON m.seq = i.message_seq WHERE i.feed <> 'assets' ORDER BY i.feed, i.external_key, b.raw`,
    ),
    people: books.rows('SELECT external_key, school_id, name FROM people ORDER BY external_key'),
    errors: books.rows(`SELECT key, cause, state FROM sync_errors ORDER BY key, state`),
  }
}

/** The first few rows that only one side has, so that a failure can be read. */
export function differences(found: readonly unknown[], wanted: readonly unknown[]): string[] {
  const [left, right] = [found, wanted].map(rows => rows.map(row => JSON.stringify(row)))
  const [inFound, inWanted] = [new Set(left), new Set(right)]
  const sizes = left?.length === right?.length ? [] : [`${left?.length} rows instead of ${right?.length}`]
  const only = [...inFound].filter(row => !inWanted.has(row)).map(row => `only here: ${row}`)
  const lost = [...inWanted].filter(row => !inFound.has(row)).map(row => `lost: ${row}`)
  return [...sizes, ...only.slice(0, 3), ...lost.slice(0, 3)]
}
