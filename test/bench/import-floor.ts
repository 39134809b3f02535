import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import { LIMITS } from '../../contract/limits.ts'
import { MIGRATIONS } from '../../main/ledger/migrate.ts'
import { type Db, openReader, openWriter } from '../../main/ledger/open.ts'
import { sliceRecords } from '../../main/systems/json-slices.ts'
import { FILES } from './import.ts'
import { startReplay } from './import-place.ts'
import { readRecording } from './recording.ts'
import { runSide } from './side.ts'

type Row = (string | number | Buffer | null)[]

/** The rows that the timed run writes, as they stand at its end, and the statements that write them bare. */
interface Rows {
  imports: { row: Row; body: Row; head: Row }[]
  fees: Row[]
  updated: Row[]
  entries: Row[]
  movements: Row[]
}

const FEE_COLUMNS = `seq, id, system, external_id, external_key, import_seq, person_seq, item_type_seq, category_seq, location_seq, asset_key, asset_tag, ticket_key, ticket_number, sku,
  item_title, category_title, name, description, created_on, source_created_at, due_on, source_due_on, charged_cents, adjusted_cents, paid_cents, waived_cents, balance_cents, is_void,
  source_amount_cents, source_due_cents, source_missing_at, version`

/** Columns by their place in `SELECT *`. */
const FEE_OF_ENTRY = 2
const ENTRY_OF_MOVEMENT = 3

/** The same bytes fetched and parsed, records sliced and hashed, compared in bulk, and the same rows written; nothing else. */
await runSide(async ({ dir, rows, name }) => {
  const file = join(dir, 'floor.db')
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
  const before = join(dir, FILES.before, 'ledger.db')
  const hasBefore = existsSync(before)
  if (hasBefore) copyFileSync(before, file)
  const db = openWriter(file)
  if (!hasBefore) for (const step of MIGRATIONS) db.exec(step.sql)
  fillReferences(db, join(dir, FILES.after))
  const written = readRows(join(dir, FILES.after), db, hasBefore)
  const requests = readRecording(join(dir, FILES.recording))
  const server = await startReplay(join(dir, FILES.recording))
  const agent = new Agent()
  return async () => {
    const write = openWrites(db)
    const known = hasBefore ? readHashes(db) : new Set<string>()
    let next = 0
    for (const { method, path, body } of requests) {
      const answer = await request(server.origin + path, {
        method: method as 'GET',
        body: body === '' ? null : body,
        dispatcher: agent,
      })
      const bytes = Buffer.from(await answer.body.arrayBuffer())
      JSON.parse(bytes.toString())
      const fresh = sliceAll(path, bytes).filter(hash => !known.has(hash)).length
      // Records that were asked for singly are written together below, as ours does.
      if (fresh < 2) continue
      const page = written.imports.slice(next, next + fresh)
      next += fresh
      db.transaction(() => page.forEach(write.import))()
    }
    for (let first = next; first < written.imports.length; first += LIMITS.pullPageRows) {
      db.transaction(() => written.imports.slice(first, first + LIMITS.pullPageRows).forEach(write.import))()
    }
    writeMoney(db, written, write)
    server.stop()
    await agent.destroy()
    return {
      rows,
      faults: name === 'import-unchanged' && written.imports.length > 0 ? ['The unchanged run wrote imports.'] : [],
    }
  }
})

/** What the written rows point at stands there before the clock starts: the same pragmas hold for both sides, foreign keys among them. */
function fillReferences(db: Db, after: string): void {
  db.prepare('ATTACH ? AS after').run(after)
  for (const table of ['runs', 'messages', 'locations', 'categories', 'item_types', 'people']) {
    db.exec(`INSERT OR IGNORE INTO main.${table} SELECT * FROM after.${table}`)
  }
  db.exec('DETACH after')
}

function sliceAll(path: string, bytes: Buffer): string[] {
  const at = path.includes('/options') ? ['Item', 'Categories'] : path.includes('/assets/') ? ['Item'] : ['Items']
  const slices = sliceRecords(bytes, at, path.includes('/assets/') ? 'single' : 'list')
  if (slices.kind === 'malformed' || slices.records === null) return []
  return slices.records.map(record => record.hash.toString('latin1'))
}

function readHashes(db: Db): Set<string> {
  const hashes = new Set<string>()
  for (const hash of db.prepare<[], Buffer>('SELECT hash FROM import_heads').pluck().iterate())
    hashes.add(hash.toString('latin1'))
  return hashes
}

function readRows(after: string, db: Db, hasBefore: boolean): Rows {
  const source = openReader(after)
  const newest = (table: string) =>
    hasBefore ? (db.prepare<[], number>(`SELECT coalesce(max(seq), 0) FROM ${table}`).pluck().get() ?? 0) : 0
  const read = (sql: string, ...bound: number[]) =>
    source
      .prepare(sql)
      .raw()
      .all(...bound) as Row[]
  const imports = read('SELECT * FROM imports WHERE seq > ? ORDER BY seq', newest('imports'))
  const bodies = read('SELECT * FROM import_bodies WHERE import_seq > ? ORDER BY import_seq', newest('imports'))
  const heads = new Map(
    read('SELECT * FROM import_heads WHERE import_seq > ?', newest('imports')).map(row => [row[4], row]),
  )
  const versions = new Map(
    hasBefore ? (db.prepare('SELECT seq, version FROM fees').raw().all() as [number, number][]) : [],
  )
  const fees = read(`SELECT ${FEE_COLUMNS} FROM fees ORDER BY seq`)
  const rows = {
    imports: imports.map((row, index) => ({ row, body: bodies[index] ?? [], head: heads.get(row[0] ?? 0) ?? [] })),
    fees: fees.filter(row => !versions.has(Number(row[0]))),
    updated: fees.filter(row => versions.has(Number(row[0])) && versions.get(Number(row[0])) !== row.at(-1)),
    entries: read('SELECT * FROM entries WHERE seq > ? ORDER BY seq', newest('entries')),
    movements: read('SELECT * FROM movements WHERE entry_seq > ? ORDER BY entry_seq', newest('entries')),
  }
  source.close()
  return rows
}

function openWrites(db: Db) {
  const insert = (table: string, columns: number, rest = '') =>
    db.prepare(`INSERT INTO ${table} VALUES (${Array(columns).fill('?').join(', ')}) ${rest}`)
  const columns = (table: string) => db.pragma(`table_info(${table})`) as unknown[]
  const addImport = insert('imports', columns('imports').length)
  const addBody = insert('import_bodies', 2)
  const addHead = insert(
    'import_heads',
    5,
    'ON CONFLICT DO UPDATE SET hash = excluded.hash, import_seq = excluded.import_seq',
  )
  const names = FEE_COLUMNS.split(',').map(one => one.trim())
  const addFee = db.prepare(`INSERT INTO fees (${FEE_COLUMNS}) VALUES (${names.map(() => '?').join(', ')})`)
  const setFee = db.prepare(
    `UPDATE fees SET ${names
      .slice(1)
      .map(one => `${one} = ?`)
      .join(', ')} WHERE seq = ?`,
  )
  const addEntry = insert('entries', columns('entries').length)
  const addMovement = insert('movements', 4, 'ON CONFLICT DO UPDATE SET entry_seq = excluded.entry_seq')
  return {
    import({ row, body, head }: Rows['imports'][number]) {
      addImport.run(...row)
      addBody.run(...body)
      if (head.length > 0) addHead.run(...head)
    },
    fee: (row: Row) => void addFee.run(...row),
    updateFee: (row: Row) => void setFee.run(...row.slice(1), row[0]),
    entry: (row: Row) => void addEntry.run(...row),
    movement: (row: Row) => void addMovement.run(...row),
  }
}

/** Entries, as many to a transaction as ours takes, each with the fees that it needs and the movements that it stands for. */
function writeMoney(db: Db, rows: Rows, write: ReturnType<typeof openWrites>): void {
  const size = LIMITS.recordBatchRows
  const fees = rows.fees.values()
  const movements = rows.movements.values()
  let fee = fees.next()
  let movement = movements.next()
  for (let first = 0; first < Math.max(rows.entries.length, rows.updated.length); first += size) {
    db.transaction(() => {
      rows.updated.slice(first, first + size).forEach(write.updateFee)
      for (const entry of rows.entries.slice(first, first + size)) {
        for (; !fee.done && Number(fee.value[0]) <= Number(entry[FEE_OF_ENTRY]); fee = fees.next()) write.fee(fee.value)
        write.entry(entry)
        for (
          ;
          !movement.done && Number(movement.value[ENTRY_OF_MOVEMENT]) <= Number(entry[0]);
          movement = movements.next()
        ) {
          write.movement(movement.value)
        }
      }
    })()
  }
}
