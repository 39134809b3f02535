import { randomBytes } from 'node:crypto'
import type { Clock, Ids } from '../domain/ports.ts'
import { openAudit } from './audit.ts'
import { openCursors } from './cursors.ts'
import { openEntries } from './entries.ts'
import { openFees } from './fees.ts'
import { openImports } from './imports.ts'
import { openOffice } from './office.ts'
import type { Db } from './open.ts'
import { openOperators } from './operators.ts'
import { openOutbox } from './outbox.ts'
import { openOwnReference } from './own-reference.ts'
import { openRebuild } from './rebuild.ts'
import { openReference } from './reference.ts'
import { openRuns } from './runs.ts'
import { openSettings } from './settings.ts'
import { openStanding } from './standing.ts'
import { openSyncErrors } from './sync-errors.ts'
import { openUndo } from './undo.ts'

/** A migrated ledger with its writing modules. Everything that changes goes through `transact`. */
export interface Ledger {
  db: Db
  file: string
  id: string
  imports: ReturnType<typeof openImports>
  fees: ReturnType<typeof openFees>
  entries: ReturnType<typeof openEntries>
  reference: ReturnType<typeof openReference>
  own: ReturnType<typeof openOwnReference>
  rebuild: ReturnType<typeof openRebuild>
  cursors: ReturnType<typeof openCursors>
  standing: ReturnType<typeof openStanding>
  runs: ReturnType<typeof openRuns>
  office: ReturnType<typeof openOffice>
  outbox: ReturnType<typeof openOutbox>
  operators: ReturnType<typeof openOperators>
  undo: ReturnType<typeof openUndo>
  errors: ReturnType<typeof openSyncErrors>
  settings: ReturnType<typeof openSettings>
  audit: ReturnType<typeof openAudit>
  /**
   * One SQL transaction: the chains' heads are read anew, the totals moved before the commit. Synchronous by construction:
   * better-sqlite3 commits at the first await, so `work` must not return a promise.
   */
  transact<Value>(work: () => Value extends Promise<unknown> ? never : Value): Value
  close(): void
}

/** Puts the writing modules on a migrated connection; gives a new file its ledger id. */
export function assembleLedger(db: Db, file: string, ids: Ids, clock: Clock): Ledger {
  const entries = openEntries(db, ids)
  const audit = openAudit(db)
  const imports = openImports(db, ids)
  const settings = openSettings(db)
  const errors = openSyncErrors(db, ids)
  const begin = () => {
    entries.begin()
    audit.begin()
  }
  // Made once: making one costs as much as a small transaction does.
  const inOne = db.transaction((work: () => unknown) => {
    const value = work()
    entries.flush()
    imports.flush()
    return value
  })
  const transact: Ledger['transact'] = <Value>(work: () => Value) => {
    if (db.inTransaction) throw new Error('A SQL transaction is never begun inside another: its totals would be lost.')
    begin()
    try {
      return inOne.immediate(work) as Value
    } catch (error) {
      // What the modules remember of a transaction that did not take place must not outlive it.
      begin()
      imports.begin()
      errors.begin()
      throw error
    }
  }
  const id = settings.meta('ledger-id') ?? transact(() => nameLedger(settings, clock))
  return {
    db,
    file,
    id,
    imports,
    fees: openFees(db, ids),
    entries,
    reference: openReference(db, ids),
    own: openOwnReference(db),
    rebuild: openRebuild(db, settings),
    cursors: openCursors(db),
    standing: openStanding(db),
    runs: openRuns(db),
    office: openOffice(db, ids),
    outbox: openOutbox(db),
    operators: openOperators(db, ids),
    undo: openUndo(db),
    errors,
    settings,
    audit,
    transact,
    close: () => db.close(),
  }
}

function nameLedger(settings: ReturnType<typeof openSettings>, clock: Clock): string {
  const id = [...randomBytes(8)].map(byte => (byte % 36).toString(36)).join('')
  settings.setMeta('ledger-id', id)
  settings.setMeta('created-at', new Date(clock.nowMs()).toISOString())
  return id
}
