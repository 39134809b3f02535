import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll } from 'vitest'
import type { CallInput, CallValue } from '../../../contract/calls.ts'
import type { Db } from '../../../main/ledger/open.ts'
import type { SearchIndex } from '../../../main/ledger/search-index.ts'
import { views } from '../../../main/ledger/views/registry.ts'
import type { View, ViewContext, ViewName } from '../../../main/ledger/views/view.ts'
import { seedLedger } from '../../fixtures/seed-ledger.ts'

/** 3 PM on 15 January 2026 in New York: a part of the seeded fees is overdue, a part not yet due. */
export const NOW_MS = Date.parse('2026-01-15T20:00:00.000Z')
export const TODAY = '2026-01-15'
export const ZONE = 'America/New_York'

/** A seeded ledger for one test file, and a reader's connection to it. */
export interface SeededViews {
  dir: string
  file: string
  db: Db
  /** Answers a read call, and gives what SQLite planned for each of its statements, a line a step. */
  plansOf<Name extends ViewName>(name: Name, request: CallInput<Name>): string[]
  /** Answers a read call as the reader does. */
  ask<Name extends ViewName>(name: Name, request: CallInput<Name>, search?: SearchIndex | null): CallValue<Name>
}

/** Seeds a ledger before the tests of a file and throws it away after them. `touch` may change it with a writer's hand. */
export function withSeededViews(fees: number, touch?: (db: Db) => void): SeededViews {
  const dir = mkdtempSync(join(tmpdir(), 'feebridge-views-'))
  const file = join(dir, 'ledger.db')
  let db: Db | null = null
  const open = (): Db => {
    db ??= new Database(file, { readonly: true })
    return db
  }
  beforeAll(() => {
    seedLedger(file, { fees, seed: 7 })
    if (touch === undefined) return
    const writer = new Database(file)
    touch(writer)
    writer.close()
  })
  afterAll(() => {
    db?.close()
    rmSync(dir, { recursive: true, force: true })
  })
  const answer = <Name extends ViewName>(name: Name, request: CallInput<Name>, context: Reading) => {
    const view: View<Name> = views[name]
    return view({ nowMs: NOW_MS, timeZone: ZONE, ...context }, request)
  }
  return {
    dir,
    file,
    get db() {
      return open()
    },
    ask: (name, request, search = null) => answer(name, request, { db: open(), search }),
    plansOf: (name, request) => {
      const statements: string[] = []
      const watched = new Database(file, { readonly: true, verbose: sql => statements.push(String(sql)) })
      answer(name, request, { db: watched, search: null })
      watched.close()
      return statements.map(sql => planOf(open(), sql))
    },
  }
}

type Reading = Pick<ViewContext, 'db' | 'search'>

function planOf(db: Db, sql: string): string {
  const steps = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all()
  return steps.map(step => step.detail).join('\n')
}

/** Every row of a list, page by page. */
export function readAll<Row>(readPage: (after: string | undefined) => { items: Row[]; next: string | null }): Row[] {
  const rows: Row[] = []
  let after: string | undefined
  do {
    const { items, next } = readPage(after)
    rows.push(...items)
    after = next ?? undefined
  } while (after !== undefined)
  return rows
}
