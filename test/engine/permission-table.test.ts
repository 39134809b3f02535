import { expect, test } from 'vitest'
import { type CallName, type CallRequest, calls } from '../../contract/calls.ts'
import { PERMISSIONS, type Permission } from '../../contract/permissions.ts'
import { BY_HANDLER, CALL_PERMISSIONS } from '../../main/engine/call-permissions.ts'
import { scenario } from './district.ts'
import { hire } from './office-hands.ts'

const names = Object.keys(calls) as CallName[]
const table: Readonly<Record<string, Permission | null | typeof BY_HANDLER>> = CALL_PERMISSIONS
/** Calls that change something and are open to every operator: they are about oneself, or only tell. */
const FOR_ALL = [
  'status.read',
  'overview.read',
  'settings.show',
  'tasks.list',
  'rebuild.read',
  'outbox.gate',
  'operators.me',
  'operators.names',
  'operators.signIn',
  'operators.signOut',
  'operators.touch',
  'operators.list',
  'reports.receipt',
  'reports.read',
  'ledger.verify',
  'ledger.backups',
]

test('F2 every call that changes something has its line in the table of permissions, and no other has one', () => {
  const changes = names.filter(name => calls[name].access === 'change').sort()
  expect(Object.keys(table).sort()).toEqual(changes)
})

test('F2 what every operator may call is a short list, and each permission guards something', () => {
  expect(
    Object.keys(table)
      .filter(name => table[name] === null)
      .sort(),
  ).toEqual([...FOR_ALL].sort())
  const byHandler: Permission[] = ['fees.delete', 'payments.delete']
  const guarded = new Set([...Object.values(table), ...byHandler])
  expect(PERMISSIONS.filter(one => !guarded.has(one))).toEqual([])
})

const id = '0198d3c0-0000-7000-8000-000000000001'
const part = { id, amount: '1.00' }
const charge = { sku: 'LOST', amount: '1.00' }

type Changing = keyof typeof CALL_PERMISSIONS
/** A request of each call that fits its schema; what it names need not be there. */
const REQUESTS: { [Name in Changing]?: CallRequest<Name> } = {
  'settings.import': { file: {} },
  'connection.test': { system: 'iiq', test: 'connection' },
  'connection.try': {
    iiq: {
      baseUrl: 'http://127.0.0.1:9',
      apiDomain: 'a.example',
      userId: id,
      siteId: id,
      productId: id,
      app: 'x',
    } as never,
    timeZone: 'UTC',
  },
  'tasks.set': { task: 'iiq-sync', on: false },
  'bridge.pause': { until: 5 },
  'runs.start': { task: 'iiq-sync' },
  'runs.cancel': { id },
  'runs.approve': { id },
  'runs.discard': { id },
  'runs.undo': { id },
  'imports.reprocess': { ids: [id] },
  'imports.ignore': { ids: [id] },
  'imports.unignore': { ids: [id] },
  'errors.retry': { id },
  'errors.ignore': { id },
  'errors.answer': { id, answer: 'keep-ours' },
  'students.choose': { schoolId: '1', person: id },
  'locations.add': { name: 'Annex' },
  'locations.set': { id, name: 'Annex' },
  'locations.remove': { id },
  'categories.add': { title: 'Zoo' },
  'categories.set': { id, title: 'Zoo' },
  'categories.remove': { id },
  'itemTypes.add': { sku: 'ZOO', title: 'Zoo', category: 'Zoo', type: 'fee' },
  'itemTypes.set': { id, title: 'Zoo' },
  'itemTypes.remove': { id },
  'reports.list': { list: 'fees', filter: {}, outFile: '/nowhere/x.xlsx' },
  'reports.transactions': { outFile: '/nowhere/x.xlsx' },
  'reports.statement': { student: '1', outFile: '/nowhere/x.pdf' },
  'reports.cancel': { id },
  'fees.add': { student: '1', ...charge },
  'fees.addMany': { to: { students: ['1'] }, ...charge, dryRun: true },
  'fees.pay': { parts: [part], method: 'cash' },
  'fees.waive': { parts: [part], reason: 'Kind' },
  'fees.adjust': { ...part, reason: 'Kind' },
  'fees.refund': { id, entry: id },
  'fees.bounce': { id, entry: id },
  'fees.transfer': { ...part, to: id },
  'outbox.retry': { id },
  'outbox.done': { id },
  'outbox.ignore': { id },
  'operators.add': { name: 'Eve', role: 'Administrator' },
  'operators.set': { id: 'June Office', role: 'Viewer' },
  'roles.set': { name: 'Mighty', permissions: [...PERMISSIONS] },
  'roles.remove': { id },
}

/** Calls that take nothing need no example. */
const requestOf = (name: string): unknown => (REQUESTS as Readonly<Record<string, unknown>>)[name] ?? {}

scenario('F2 a viewer is refused each call that needs a permission, and nothing changes', {}, async d => {
  await d.run()
  const viewer = await hire(d, 'Val', { role: 'Viewer' })
  const counts = d.counts()
  for (const name of Object.keys(table) as CallName[]) {
    if (table[name] === null || table[name] === BY_HANDLER) continue
    const outcome = await viewer.outcome(name, requestOf(name) as never)
    expect([name, outcome]).toEqual([name, 'not-permitted'])
  }
  expect(d.counts()).toEqual(counts)
})

scenario('F2 a permission opens the calls that need it, and not one more', {}, async d => {
  await d.run()
  const { id: roleId } = await d.call('roles.set', { name: 'Changing', permissions: [] })
  const hand = await hire(d, 'Cha', { role: 'Changing' })
  const guarded = (Object.keys(table) as CallName[]).filter(name => table[name] !== null && table[name] !== BY_HANDLER)
  for (const permission of PERMISSIONS.filter(one => one !== 'operators.change')) {
    await d.call('roles.set', { id: roleId, permissions: [permission] })
    const others = guarded.filter(name => table[name] !== permission)
    for (const name of others)
      expect([permission, name, await hand.outcome(name, requestOf(name) as never)]).toEqual([
        permission,
        name,
        'not-permitted',
      ])
    const opened = guarded.filter(
      name => table[name] === permission && name !== 'connection.test' && name !== 'ledger.backup',
    )
    for (const name of opened)
      expect([permission, name, await hand.outcome(name, requestOf(name) as never)]).not.toEqual([
        permission,
        name,
        'not-permitted',
      ])
  }
})
