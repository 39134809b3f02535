import { expect, onTestFinished, test } from 'vitest'
import type { DeliveryRow, FeeRow } from '../../../../contract/rows/fee.ts'
import type { EntryResult } from '../../../../contract/rows/office.ts'
import { openEngine } from '../../../../main/engine/compose.ts'
import type { Engine } from '../../../../main/engine/engine.ts'
import { serveOnSocket } from '../../../../main/engine/link/local-socket.ts'
import { openBooks } from '../../../engine/district.ts'
import { connected, documentOf, typed } from './typed.ts'

/** A connected and synced ledger with the open fees of one student who has several. */
async function office() {
  const { data } = await connected()
  await typed('run', 'iiq-sync', '--data', data)
  const { items } = documentOf<{ items: FeeRow[] }>(await typed('fees', 'list', '--json', '--data', data))
  const open = items.filter(fee => fee.system === 'iiq' && fee.balanceCents > 500)
  const two = open.filter(fee => open.some(other => other.id !== fee.id && other.studentId === fee.studentId))
  const [from] = two
  const to = two.find(fee => fee.id !== from?.id && fee.studentId === from?.studentId)
  if (from === undefined || to === undefined) throw new Error('No student has two open fees.')
  return { data, from, to }
}

const pay = (data: string, fee: { id: string }, amount: string) =>
  typed('fees', 'pay', fee.id, '--amount', amount, '--method', 'cash', '--json', '--data', data)

const DELIVERY = 'id reference system feeId entryId kind amountCents state attempts nextAt reason'.split(' ')

test('a delivery is printed alike by every command, without the names of students', async () => {
  const { data, from } = await office()
  const paid = documentOf<EntryResult>(await pay(data, from, '2.00'))
  expect(paid).toMatchObject({ feeId: from.id, entryIds: [expect.any(String)] })
  const listed = documentOf<{ items: DeliveryRow[] }>(await typed('outbox', 'list', '--json', '--data', data))
  const one = documentOf<DeliveryRow>(
    await typed('outbox', 'ignore', paid.deliveries[0]?.id ?? '', '--json', '--data', data),
  )
  for (const delivery of [paid.deliveries[0], listed.items[0], one])
    expect(Object.keys(delivery ?? {}).sort()).toEqual([...DELIVERY].sort())
  expect(documentOf(await typed('outbox', 'list', '--json', '--data', data))).toEqual({ items: [], next: null })
})

test('a transfer prints the entries of both fees', async () => {
  const { data, from, to } = await office()
  await pay(data, from, '2.00')
  const moved = documentOf<EntryResult>(
    await typed('fees', 'transfer', from.id, '--to', to.id, '--amount', '1.00', '--json', '--data', data),
  )
  expect(Object.keys(moved).sort()).toEqual(['deliveries', 'entryIds', 'feeId'])
  expect(moved.entryIds).toHaveLength(2)
  expect(moved.deliveries.map(one => one.entryId)).toEqual(moved.entryIds)
})

test('a payment whose answer died with the engine is entered once, and its command says so', async () => {
  const { data, from } = await office()
  const opened = await openEngine({ dataDir: data, create: false, role: 'command' })
  if (!opened.ok) throw new Error(opened.error.message)
  const engine = opened.value
  let asked = 0
  const dying: Engine = {
    subscribe: engine.subscribe,
    close: engine.close,
    async call(name, request, caller) {
      const reply = await engine.call(name, request, caller)
      if (name !== 'fees.pay') return reply
      asked += 1
      await socket.close()
      await engine.close()
      return reply
    },
  }
  const socket = await serveOnSocket(dying, data)
  onTestFinished(() => engine.close())
  const paid = await pay(data, from, '2.00')
  expect([paid.code, paid.err, asked]).toEqual([0, '', 1])
  const ids = openBooks(data).rows<{ id: string }>(
    `SELECT id FROM entries WHERE kind = 'payment' AND operator IS NOT NULL`,
  )
  expect(documentOf<EntryResult>(paid).entryIds).toEqual(ids.map(one => one.id))
})
