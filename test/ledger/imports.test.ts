import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ImportDecision } from '../../main/ledger/import-fates.ts'
import { AT, addImport, makeSmallLedger, openRun, recordOf, type SmallLedger } from './small-ledger.ts'

/** Fees, payments and adjustments that wait, by their place in the log. */
const waitingLines = ({ imports }: SmallLedger) =>
  [...imports.waitingFees('iiq', 0, 1_000), ...imports.waitingMovements('iiq')].sort((a, b) => a.seq - b.seq)

function hashOf(raw: string): Buffer {
  return createHash('sha256').update(raw).digest()
}

function decide(ledger: SmallLedger, decision: Partial<ImportDecision> & { seq: number }): boolean {
  return ledger.transact(() =>
    ledger.imports.decide({
      status: 'Error',
      cause: 'unknown-student',
      message: 'No student has the School Id "1009".',
      runSeq: ledger.runSeq,
      ...decision,
    }),
  )
}

/** A later run of the same ledger. */
function nextRun(ledger: SmallLedger): SmallLedger {
  ledger.runs.interruptLeftovers(AT)
  return { ...ledger, runSeq: openRun(ledger, 'run-2') }
}

function rowOf(ledger: SmallLedger, seq: number) {
  return ledger.db
    .prepare<[number], { status: string; cause: string | null; text: string | null; runSeq: number }>(
      `SELECT status, m.cause, m.text, decided_run_seq AS runSeq FROM imports i LEFT JOIN messages m ON m.seq = i.message_seq WHERE i.seq = ?`,
    )
    .get(seq)
}

test('P1 a record is kept word for word, and waits to be decided', async () => {
  const ledger = await makeSmallLedger()
  const raw = '{ "LineItemId":"A",\t"Amount": 12.50, "Name":"\u00c5sa \\u0041 \ud83d\udcda" }'
  const seq = addImport(ledger, recordOf('fee-1', raw))
  expect(ledger.imports.body(seq)).toBe(raw)
  expect(ledger.imports.bySeq(seq)).toEqual({
    seq,
    feed: 'line-items',
    kind: 'fee',
    externalKey: 'fee-1',
    subjectKey: 'fee-1',
    previousSeq: null,
    wasDecided: 0,
  })
  expect(waitingLines(ledger).map(one => one.seq)).toEqual([seq])
  expect(rowOf(ledger, seq)).toMatchObject({ status: 'Unprocessed', runSeq: ledger.runSeq })
})

test('P1 the head of a record is its latest version, also one that returns to an earlier value', async () => {
  const ledger = await makeSmallLedger()
  const first = addImport(ledger, recordOf('fee-1', 'one'))
  expect(ledger.imports.head('iiq', 'line-items', 'fee-1')).toEqual({ hash: hashOf('one'), importSeq: first })
  const second = addImport(ledger, recordOf('fee-1', 'two', { previousSeq: first }))
  expect(ledger.imports.head('iiq', 'line-items', 'fee-1')).toEqual({ hash: hashOf('two'), importSeq: second })
  const third = addImport(ledger, recordOf('fee-1', 'one', { previousSeq: second }))
  expect(ledger.imports.head('iiq', 'line-items', 'fee-1')).toEqual({ hash: hashOf('one'), importSeq: third })
  expect([first, second, third].map(seq => ledger.imports.body(seq))).toEqual(['one', 'two', 'one'])
  expect(ledger.imports.newestSeq()).toBe(third)
})

test('I1 the same id in two feeds, or of two systems, is two records', async () => {
  const ledger = await makeSmallLedger()
  const fee = addImport(ledger, recordOf('a', 'fee'))
  const user = addImport(ledger, recordOf('a', 'user', { feed: 'users', kind: 'user' }))
  const other = addImport(ledger, recordOf('a', 'other', { system: 'intouch' }))
  expect(ledger.imports.head('iiq', 'line-items', 'a')?.importSeq).toBe(fee)
  expect(ledger.imports.head('iiq', 'users', 'a')?.importSeq).toBe(user)
  expect(ledger.imports.head('intouch', 'line-items', 'a')?.importSeq).toBe(other)
})

test('P1 the heads of a feed are read whole: by hash, by key, each with its import', async () => {
  const ledger = await makeSmallLedger()
  const keys = Array.from({ length: 300 }, (_, index) => `fee-${String(index).padStart(3, '0')}`)
  const seqs = ledger.transact(() =>
    keys.map(key => ledger.imports.add(recordOf(key, `first ${key}`), ledger.runSeq, AT)),
  )
  const changed = addImport(ledger, recordOf('fee-007', 'second', { previousSeq: seqs[7] as number }))
  addImport(ledger, recordOf('p-1', 'a person', { feed: 'users', kind: 'user' }))
  const heads = ledger.imports.heads('iiq', 'line-items')
  expect(heads.size).toBe(300)
  expect(heads.keys).toEqual(keys)
  expect(heads.importSeqs).toEqual(seqs.map(seq => (seq === seqs[7] ? changed : seq)))
  for (const [index, key] of keys.entries()) {
    const hash = hashOf(key === 'fee-007' ? 'second' : `first ${key}`).toString('latin1')
    expect(heads.byKey.get(key)).toBe(index)
    expect(heads.byHash.get(hash)).toBe(index)
    expect(heads.hashes[index]).toBe(hash)
  }
  expect(heads.byHash.has(hashOf('first fee-007').toString('latin1'))).toBe(false)
  expect(ledger.imports.heads('intouch', 'line-items').size).toBe(0)
})

test.each(['Error', 'Unprocessed'] as const)('P1 a newer version settles an earlier one that was %s', async status => {
  const ledger = await makeSmallLedger()
  const first = addImport(ledger, recordOf('fee-1', 'one'))
  decide(ledger, { seq: first, status })
  const later = nextRun(ledger)
  const second = addImport(later, recordOf('fee-1', 'two', { previousSeq: first }))
  expect(rowOf(ledger, first)).toEqual({
    status: 'Ignored',
    cause: 'superseded',
    text: 'A newer version of this record came in.',
    runSeq: later.runSeq,
  })
  expect(waitingLines(ledger).map(one => one.seq)).toEqual([second])
})

test.each(['Imported', 'Ignored'] as const)(
  'P1 a newer version leaves what became of an earlier one that was %s',
  async status => {
    const ledger = await makeSmallLedger()
    const first = addImport(ledger, recordOf('fee-1', 'one'))
    decide(ledger, { seq: first, status, cause: 'why', message: 'This is why.' })
    const before = rowOf(ledger, first)
    addImport(nextRun(ledger), recordOf('fee-1', 'two', { previousSeq: first }))
    expect(rowOf(ledger, first)).toEqual(before)
  },
)

test('P1 a decision is kept with its reason and its run', async () => {
  const ledger = await makeSmallLedger()
  const seq = addImport(ledger, recordOf('fee-1', 'one'))
  expect(decide(ledger, { seq })).toBe(true)
  expect(rowOf(ledger, seq)).toEqual({
    status: 'Error',
    cause: 'unknown-student',
    text: 'No student has the School Id "1009".',
    runSeq: ledger.runSeq,
  })
  expect(ledger.imports.fate('iiq', 'line-items', 'fee-1')).toEqual({
    status: 'Error',
    cause: 'unknown-student',
    message: 'No student has the School Id "1009".',
  })
  expect(waitingLines(ledger)).toEqual([])
})

test('P1 the same decision again writes nothing, and leaves the run that decided', async () => {
  const ledger = await makeSmallLedger()
  const seq = addImport(ledger, recordOf('fee-1', 'one'))
  decide(ledger, { seq })
  const before = rowOf(ledger, seq)
  const later = nextRun(ledger)
  expect(decide(later, { seq })).toBe(false)
  expect(rowOf(ledger, seq)).toEqual(before)
  expect(decide(later, { seq, message: 'No student has the School Id "1010".' })).toBe(true)
  expect(rowOf(ledger, seq)).toMatchObject({ text: 'No student has the School Id "1010".', runSeq: later.runSeq })
})

test('P1 records that come in as they should are marked when the SQL transaction ends, whatever their order', async () => {
  const ledger = await makeSmallLedger()
  const seqs = ['a', 'b', 'c', 'd', 'e', 'f'].map(key => addImport(ledger, recordOf(key, key)))
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = seqs
  const later = nextRun(ledger)
  later.transact(() => {
    for (const seq of [f, a, d, b])
      later.imports.decide({ seq, status: 'Imported', cause: 'entered', message: 'In.', runSeq: later.runSeq })
    later.imports.decide({ seq: c, status: 'Error', cause: 'unknown-sku', message: 'No.', runSeq: later.runSeq })
  })
  for (const seq of [a, b, d, f])
    expect(rowOf(ledger, seq)).toEqual({ status: 'Imported', cause: 'entered', text: 'In.', runSeq: later.runSeq })
  expect(rowOf(ledger, c)).toMatchObject({ status: 'Error', cause: 'unknown-sku' })
  expect(rowOf(ledger, e)).toEqual({ status: 'Unprocessed', cause: null, text: null, runSeq: ledger.runSeq })
})

test('P1 the marks of a SQL transaction that rolled back are not made by the next one', async () => {
  const ledger = await makeSmallLedger()
  const seq = addImport(ledger, recordOf('fee-1', 'one'))
  const failing = () =>
    ledger.transact(() => {
      ledger.imports.decide({ seq, status: 'Imported', cause: 'entered', message: 'In.', runSeq: ledger.runSeq })
      throw new Error('The lights went out.')
    })
  expect(failing).toThrow('The lights went out.')
  addImport(ledger, recordOf('fee-2', 'two'))
  expect(rowOf(ledger, seq)).toMatchObject({ status: 'Unprocessed', cause: null })
})

test('P1 a reason is kept once, however many imports share it', async () => {
  const ledger = await makeSmallLedger()
  for (const key of ['a', 'b', 'c']) decide(ledger, { seq: addImport(ledger, recordOf(key, key)) })
  decide(ledger, { seq: addImport(ledger, recordOf('d', 'd')), cause: 'other' })
  expect(ledger.db.prepare('SELECT cause FROM messages ORDER BY seq').pluck().all()).toEqual([
    'unknown-student',
    'other',
  ])
})

test('P1 a reason of a SQL transaction that rolled back is not remembered', async () => {
  const ledger = await makeSmallLedger()
  const seq = addImport(ledger, recordOf('fee-1', 'one'))
  const decision = { seq, status: 'Error', cause: 'new', message: 'A new reason.', runSeq: ledger.runSeq } as const
  const failing = () =>
    ledger.transact(() => {
      ledger.imports.decide(decision)
      throw new Error('The lights went out.')
    })
  expect(failing).toThrow('The lights went out.')
  expect(ledger.db.prepare('SELECT count(*) FROM messages').pluck().get()).toBe(0)
  // Another reason takes the number that the first one had for a moment.
  decide(ledger, { seq: addImport(ledger, recordOf('fee-2', 'two')) })
  expect(decide(ledger, decision)).toBe(true)
  expect(rowOf(ledger, seq)).toMatchObject({ cause: 'new', text: 'A new reason.' })
})

test('an import in error is left for good once, and one that is in the ledger never', async () => {
  const ledger = await makeSmallLedger()
  const wrong = addImport(ledger, recordOf('fee-1', 'one'))
  const good = addImport(ledger, recordOf('fee-2', 'two'))
  decide(ledger, { seq: wrong })
  decide(ledger, { seq: good, status: 'Imported', cause: 'entered', message: 'In.' })
  const dismiss = (seq: number) =>
    ledger.transact(() => ledger.imports.dismiss(seq, 'ignored-by-clerk', 'Ada ignored it.', null))
  expect([dismiss(wrong), dismiss(wrong), dismiss(good)]).toEqual([true, false, false])
  // A clerk is no run: the import stays in the run that it was in.
  expect(rowOf(ledger, wrong)).toEqual({
    status: 'Ignored',
    cause: 'ignored-by-clerk',
    text: 'Ada ignored it.',
    runSeq: ledger.runSeq,
  })
  expect(rowOf(ledger, good)).toMatchObject({ status: 'Imported' })
})

test('only the latest version of a record that is not in the ledger is set back to waiting', async () => {
  const ledger = await makeSmallLedger()
  const old = addImport(ledger, recordOf('fee-1', 'one'))
  const latest = addImport(ledger, recordOf('fee-1', 'two', { previousSeq: old }))
  const good = addImport(ledger, recordOf('fee-2', 'three'))
  decide(ledger, { seq: latest })
  decide(ledger, { seq: good, status: 'Imported', cause: 'entered', message: 'In.' })
  const reopen = (seq: number) => ledger.transact(() => ledger.imports.reopen(seq))
  expect([reopen(old), reopen(latest), reopen(good), reopen(77)]).toEqual([false, true, false, false])
  expect(waitingLines(ledger).map(one => one.seq)).toEqual([latest])
})

test('imports are found by the cause of their error, and superseded ones by theirs', async () => {
  const ledger = await makeSmallLedger()
  const [a = 0, b = 0, c = 0, d = 0] = ['a', 'b', 'c', 'd'].map(key => addImport(ledger, recordOf(key, key)))
  decide(ledger, { seq: a })
  decide(ledger, { seq: b, message: 'No student has the School Id "1010".' })
  decide(ledger, { seq: c, status: 'Ignored' })
  decide(ledger, { seq: d, cause: 'unknown-sku' })
  expect(ledger.imports.byCause('iiq', 'unknown-student').map(one => one.seq)).toEqual([a, b, c])
  expect(ledger.imports.byCause('iiq', 'unknown-sku').map(one => one.seq)).toEqual([d])
  expect(ledger.imports.byCause('intouch', 'unknown-sku')).toEqual([])
})

test('waiting imports are given oldest first, money apart from all else', async () => {
  const ledger = await makeSmallLedger()
  const first = addImport(ledger, recordOf('fee-1', 'one'))
  const user = addImport(ledger, recordOf('p-2', 'two', { feed: 'users', kind: 'user' }))
  const last = addImport(ledger, recordOf('pay-1', 'three', { kind: 'payment', subjectKey: 'fee-1' }))
  expect(waitingLines(ledger).map(one => one.seq)).toEqual([first, last])
  expect(ledger.imports.waitingReferences('iiq').map(one => one.seq)).toEqual([user])
  expect(ledger.imports.countWaiting('iiq')).toBe(2)
})

test('P1 an import has one of the four ends, and nothing else', async () => {
  const ledger = await makeSmallLedger()
  addImport(ledger, recordOf('fee-1', 'one'))
  expect(() => ledger.db.exec("UPDATE imports SET status = 'Done'")).toThrow('CHECK constraint failed')
})
