import { hash } from 'node:crypto'
import type { Db } from './open.ts'

/** The hash before the first row of a chain: 32 zero bytes, in hex. */
const START = '0'.repeat(64)
/** Separates fields; it cannot stand in JSON text or in an id, and a null is told apart from an empty text. */
const FIELD = '\u001f'

export type ChainField = string | number | null

/** SHA-256 in hex of the row before's hash, this row's number and its fields in their order. */
function linkHash(before: string, seq: number, fields: readonly ChainField[]): string {
  let text = before + FIELD + seq
  for (const field of fields) text += FIELD + (field === null ? '\u0000' : field)
  return hash('sha256', text)
}

/**
 * One hash chain of a table (`entries` or `audit`). The head is read once a SQL transaction and kept while it lasts;
 * `forget` must be called when a transaction begins or rolls back.
 */
export interface Chain {
  next(fields: readonly ChainField[]): { seq: number; hash: Buffer }
  forget(): void
}

/** Opens the chain of a table with the columns `seq` and `hash`. */
export function openChain(db: Db, table: 'entries' | 'audit'): Chain {
  const readHead = db.prepare<[], { seq: number; hash: Buffer }>(
    `SELECT seq, hash FROM ${table} ORDER BY seq DESC LIMIT 1`,
  )
  let head: { seq: number; hash: string } | null = null
  return {
    next(fields) {
      if (head === null) {
        const row = readHead.get()
        head = row === undefined ? { seq: 0, hash: START } : { seq: row.seq, hash: row.hash.toString('hex') }
      }
      const seq = head.seq + 1
      const linked = linkHash(head.hash, seq, fields)
      head = { seq, hash: linked }
      return { seq, hash: Buffer.from(linked, 'hex') }
    },
    forget() {
      head = null
    },
  }
}

/** The first row whose hash is not that of its fields and the row before, or whose number leaves a gap; null when the chain is whole. */
export function findBreak(rows: Iterable<{ seq: number; hash: Buffer; fields: ChainField[] }>): number | null {
  let before = START
  let expectedSeq = 1
  for (const row of rows) {
    const linked = linkHash(before, row.seq, row.fields)
    if (row.seq !== expectedSeq || linked !== row.hash.toString('hex')) return row.seq
    before = linked
    expectedSeq += 1
  }
  return null
}
