import { expect } from 'vitest'
import { FIRST_ROLES, PERMISSION_WORDS, type Permission } from '../../contract/permissions.ts'
import { type District, scenario } from './district.ts'
import { handOf, hire } from './office-hands.ts'

const ROLES = FIRST_ROLES.map(role => role.name)
const roleMay = (role: string, permission: Permission) =>
  FIRST_ROLES.find(one => one.name === role)?.permissions.includes(permission) === true

/** A fee of a student at each of two schools, charged by the administrator. */
async function chargeTwoSchools(d: District) {
  await d.run()
  const schools = d.rows<{ schoolId: string; location: string }>(
    `SELECT min(p.school_id) AS schoolId, coalesce(l.abbreviation, l.name) AS location FROM people p JOIN locations l ON l.seq = p.location_seq
     WHERE p.school_id IS NOT NULL GROUP BY p.location_seq ORDER BY p.location_seq LIMIT 2`,
  )
  const sku = d.value<string>(
    `SELECT sku FROM item_types WHERE type = 'fee' AND archived_at IS NULL ORDER BY seq LIMIT 1`,
  )
  const fees = []
  for (const { schoolId, location } of schools) {
    const { feeId } = await d.call('fees.add', { student: schoolId, sku, amount: '40.00' })
    fees.push({ schoolId, location, feeId })
  }
  const [here, there] = fees
  if (here === undefined || there === undefined) throw new Error('There are no two schools with students.')
  return { here, there, sku }
}

const payment = (feeId: string, amount = '5.00') => ({ parts: [{ id: feeId, amount }], method: 'cash' as const })
const lastActor = (d: District) => d.value<string>('SELECT actor FROM audit ORDER BY seq DESC LIMIT 1')

scenario(
  'F2 the first person on the workstation is its administrator, others are nobody until they are added',
  {},
  async d => {
    const me = await d.call('operators.me', {})
    expect(me.operator).toMatchObject({ name: 'June Office', role: 'Administrator', osAccount: 'June Office' })
    const stranger = handOf(d, { host: 'terminal', operator: 'mallory' })
    expect(await stranger.ask('operators.me', {})).toMatchObject({
      ok: true,
      value: { operator: null, permissions: [] },
    })
    const refused = await stranger.ask('fees.list', {})
    expect(refused).toMatchObject({ ok: false, error: { code: 'signed-out' } })
    expect(JSON.stringify(refused)).toContain('The computer account \\"mallory\\" is no operator')
    expect(d.value('SELECT count(*) FROM operators')).toBe(1)
  },
)

scenario(
  'F2 each default role may do at the counter what it may, and a refusal names the missing permission',
  {},
  async d => {
    const { here, sku } = await chargeTwoSchools(d)
    for (const role of ROLES) {
      const hand = await hire(d, `Kim${role}`, { role })
      const tries: [Permission, () => Promise<string>][] = [
        ['fees.create', () => hand.outcome('fees.add', { student: here.schoolId, sku, amount: '1.00' })],
        ['payments.create', () => hand.outcome('fees.pay', payment(here.feeId, '1.00'))],
        [
          'fees.modify',
          () => hand.outcome('fees.waive', { parts: [{ id: here.feeId, amount: '1.00' }], reason: 'Kind' }),
        ],
        ['fees.modify', () => hand.outcome('fees.adjust', { id: here.feeId, amount: '1.00', reason: 'Kind' })],
      ]
      for (const [permission, attempt] of tries)
        expect([role, permission, await attempt()]).toEqual([
          role,
          permission,
          roleMay(role, permission) ? 'ok' : 'not-permitted',
        ])
      // The viewer may look.
      expect(await hand.outcome('fees.show', { id: here.feeId })).toBe('ok')
      expect(await hand.outcome('overview.read', {})).toBe('ok')
    }
    const viewer = handOf(d, { host: 'browser', operator: 'kimviewer' })
    expect(await viewer.ask('fees.pay', payment(here.feeId))).toMatchObject({
      ok: false,
      error: {
        code: 'not-permitted',
        message: `KimViewer (Viewer) lacks the permission "${PERMISSION_WORDS['payments.create']}". Ask an administrator for it, or sign in as someone who has it.`,
      },
    })
  },
)

scenario('F2 voiding asks for the right of what is voided: a payment, or a fee', {}, async d => {
  const { here } = await chargeTwoSchools(d)
  const fees = await d.call('roles.set', { name: 'Fee desk', permissions: ['fees.delete'] })
  const money = await d.call('roles.set', { name: 'Money desk', permissions: ['payments.delete', 'payments.create'] })
  const feeDesk = await hire(d, 'Fay', { role: fees.name })
  const moneyDesk = await hire(d, 'Moe', { role: money.name })
  const paid = await moneyDesk.ask('fees.pay', payment(here.feeId))
  const entry = paid.ok ? (paid.value.results[0]?.entryIds[0] ?? '') : ''
  const ofPayment = { id: here.feeId, entry, reason: 'Typed twice' }
  expect(await feeDesk.outcome('fees.void', ofPayment)).toBe('not-permitted')
  expect(await moneyDesk.outcome('fees.void', ofPayment)).toBe('ok')
  const ofFee = { id: here.feeId, reason: 'Not theirs' }
  expect(await moneyDesk.outcome('fees.void', ofFee)).toBe('not-permitted')
  expect(await feeDesk.outcome('fees.void', ofFee)).toBe('ok')
})

scenario('F2 what a request asks beyond its call needs the permission of that too', {}, async d => {
  const { here, sku } = await chargeTwoSchools(d)
  const role = await d.call('roles.set', {
    name: 'Refunds',
    permissions: ['payments.create', 'payments.modify', 'runs.start'],
  })
  const hand = await hire(d, 'Rae', { role: role.name })
  const paid = await hand.ask('fees.pay', { ...payment(here.feeId), method: 'check', checkNumber: '7' })
  const entry = paid.ok ? (paid.value.results[0]?.entryIds[0] ?? '') : ''
  const bounced = { id: here.feeId, entry }
  expect(await hand.ask('fees.bounce', { ...bounced, charge: { sku, amount: '25.00' } })).toMatchObject({
    error: { code: 'not-permitted', message: expect.stringContaining(PERMISSION_WORDS['fees.create']) },
  })
  expect(await hand.outcome('fees.bounce', bounced)).toBe('ok')
  expect(await hand.ask('runs.start', { task: 'iiq-sync', approve: true })).toMatchObject({
    error: { code: 'not-permitted', message: expect.stringContaining(PERMISSION_WORDS['runs.approve']) },
  })
  expect(await hand.outcome('runs.start', { task: 'iiq-sync', mode: 'test', outFile: `${d.dataDir}/t.xlsx` })).toBe(
    'not-permitted',
  )
  expect(await hand.outcome('runs.start', { task: 'iiq-sync', wait: true })).toBe('ok')
})

scenario('F2 an operator of one location acts there and nowhere else, and looks everywhere', {}, async d => {
  const { here, there, sku } = await chargeTwoSchools(d)
  const hand = await hire(d, 'Lou', { role: 'Bookkeeper', locations: [here.location] })
  expect(await hand.outcome('fees.pay', payment(here.feeId))).toBe('ok')
  expect(await hand.ask('fees.pay', payment(there.feeId))).toMatchObject({
    error: { code: 'not-permitted', message: expect.stringContaining(`Lou may not act at ${there.location}`) },
  })
  expect(await hand.outcome('fees.add', { student: there.schoolId, sku, amount: '1.00' })).toBe('not-permitted')
  // All or nothing: of two fees in one go neither is waived.
  const both = { parts: [{ id: here.feeId }, { id: there.feeId }], reason: 'Kind' }
  expect(await hand.outcome('fees.waive', both)).toBe('not-permitted')
  expect(d.rows(`SELECT 1 FROM entries WHERE kind = 'waiver'`)).toEqual([])
  const move = { id: here.feeId, to: there.feeId, amount: '1.00' }
  expect(await hand.outcome('fees.transfer', move)).not.toBe('ok')
  expect(await hand.outcome('fees.void', { id: there.feeId, reason: 'Not theirs' })).toBe('not-permitted')
  expect(await hand.outcome('fees.show', { id: there.feeId })).toBe('ok')
})

scenario('F2 an operator of one location undoes no run that touched another', { fees: 12 }, async d => {
  const { here } = await chargeTwoSchools(d)
  const hand = await hire(d, 'Lou', { role: 'Bookkeeper', locations: [here.location] })
  const [run] = (await d.call('runs.list', {})).items
  const entries = d.value<number>('SELECT count(*) FROM entries')
  expect(await hand.outcome('runs.undo', { id: run?.runId ?? '' })).toBe('ok')
  expect(await hand.outcome('runs.undo', { id: run?.runId ?? '', approve: true })).toBe('not-permitted')
  expect(d.value('SELECT count(*) FROM entries')).toBe(entries)
})

scenario(
  'F2 an operator of one location decides nothing about the whole district, and exports what is of theirs',
  {},
  async d => {
    const { here, there } = await chargeTwoSchools(d)
    const fees = Array.from({ length: 6 }, () => d.iiq.addFee({ amountCents: 1000 }))
    await d.run()
    for (const { id } of fees.slice(0, 4)) d.iiq.purgeItem({ id })
    const waiting = await d.run()
    expect(waiting.outcome).toBe('waiting')
    const hand = await hire(d, 'Lou', { role: 'Bookkeeper', locations: [here.location] })
    const outFile = `${d.dataDir}/mine.xlsx`
    const tries = [
      () => hand.outcome('runs.approve', { id: waiting.runId }),
      () => hand.outcome('runs.discard', { id: waiting.runId }),
      () => hand.outcome('runs.start', { task: 'iiq-sync', approve: true }),
      () => hand.outcome('reports.transactions', { outFile }),
      () => hand.outcome('reports.list', { list: 'fees', filter: {}, outFile }),
      () => hand.outcome('reports.list', { list: 'fees', filter: { location: there.location }, outFile }),
      () => hand.outcome('reports.list', { list: 'audit', filter: {}, outFile }),
      () => hand.outcome('reports.statement', { student: there.schoolId, outFile: `${d.dataDir}/theirs.pdf` }),
    ]
    for (const attempt of tries)
      expect([attempt.toString(), await attempt()]).toEqual([attempt.toString(), 'not-permitted'])
    expect(await hand.outcome('reports.list', { list: 'fees', filter: { location: here.location }, outFile })).toBe(
      'ok',
    )
    expect(await hand.outcome('reports.statement', { student: here.schoolId, outFile: `${d.dataDir}/own.pdf` })).toBe(
      'ok',
    )
    expect((await d.call('runs.show', { id: waiting.runId })).run.outcome).toBe('waiting')
  },
)

scenario('F2 trying an error again that only a new run can mend needs the right to run', {}, async d => {
  d.iiq.faults.status = { route: 'items', status: 500 }
  await d.run()
  const [error] = await d.errors()
  const role = await d.call('roles.set', { name: 'Errors', permissions: ['imports.decide'] })
  const hand = await hire(d, 'Eli', { role: role.name })
  expect(await hand.ask('errors.retry', { id: error?.id ?? '' })).toMatchObject({
    error: { code: 'not-permitted', message: expect.stringContaining(PERMISSION_WORDS['runs.start']) },
  })
})

scenario('F2 own roles hold what they were given, and change at once for who has them', {}, async d => {
  const { here } = await chargeTwoSchools(d)
  const role = await d.call('roles.set', { name: 'Library', permissions: [] })
  const hand = await hire(d, 'Lib', { role: 'library' })
  expect(await hand.outcome('fees.pay', payment(here.feeId))).toBe('not-permitted')
  await d.call('roles.set', { id: role.id, permissions: ['payments.create'] })
  expect(await hand.outcome('fees.pay', payment(here.feeId))).toBe('ok')
  expect((await d.ask('roles.remove', { id: role.id })).ok).toBe(false)
  await d.call('operators.set', { id: 'Lib', role: 'Viewer' })
  expect(await hand.outcome('fees.pay', payment(here.feeId))).toBe('not-permitted')
  expect(await d.call('roles.remove', { id: role.id })).toEqual({ removed: true })
  const [administrator] = (await d.call('operators.list', {})).roles
  expect(await d.ask('roles.set', { id: administrator?.id ?? '', permissions: [] })).toMatchObject({
    error: { code: 'refused' },
  })
})

scenario('F2 the last administrator cannot be locked out', {}, async d => {
  const me = (await d.call('operators.me', {})).operator?.id ?? ''
  const boss = await hire(d, 'Bea', { role: 'Bookkeeper' })
  for (const change of [{ role: 'Viewer' }, { archived: true }, { osAccount: null }, { osAccount: 'somebody-else' }])
    expect([change, (await d.ask('operators.set', { id: me, ...change })).ok]).toEqual([change, false])
  await d.call('operators.set', { id: me, pin: '24680' })
  await d.call('operators.set', { id: me, osAccount: null })
  const byPin = handOf(d, { ...boss.caller, as: { operator: 'June Office', pin: '24680' } })
  expect(await d.ask('operators.list', {})).toMatchObject({ error: { code: 'signed-out' } })
  expect((await byPin.ask('operators.set', { id: me, pin: null })).ok).toBe(false)
  expect(await byPin.outcome('operators.set', { id: me, osAccount: 'June Office' })).toBe('ok')
})

scenario('F2 every change and its audit row carry the name of the operator who did it', {}, async d => {
  const { here } = await chargeTwoSchools(d)
  const ana = await hire(d, 'Ana', { role: 'Bookkeeper', pin: '4711' })
  await ana.ask('fees.pay', payment(here.feeId))
  expect(lastActor(d)).toBe('Ana')
  expect(d.value(`SELECT operator FROM entries WHERE kind = 'payment'`)).toBe('Ana')
  const byPin = handOf(d, { host: 'terminal', operator: 'June Office', as: { operator: 'ana', pin: '4711' } })
  await byPin.ask('fees.adjust', { id: here.feeId, amount: '1.00', reason: 'Late' })
  expect(lastActor(d)).toBe('Ana')
  await d.call('operators.set', { id: 'Ana', role: 'Viewer', pin: '9999', locations: [here.location] })
  const [line] = d.rows<{ actor: string; facts: string }>(
    `SELECT actor, facts FROM audit WHERE action = 'operator.set' ORDER BY seq DESC LIMIT 1`,
  )
  expect(line?.actor).toBe('June Office')
  expect(JSON.parse(line?.facts ?? '')).toEqual({ role: 'Viewer', locations: here.location, pin: 'set' })
  expect(JSON.stringify(d.rows('SELECT facts FROM audit'))).not.toMatch(/4711|9999/)
})

scenario('F2 whoever is archived is nobody at once, and leaves the computer account to others', {}, async d => {
  const ana = await hire(d, 'Ana', { role: 'Cashier', pin: '4711' })
  const signedIn = await ana.ask('operators.signIn', { operator: 'Ana', pin: '4711' })
  const session = signedIn.ok ? signedIn.value.session : ''
  const window = handOf(d, { host: 'browser', operator: 'nobody', session })
  expect(await window.outcome('fees.list', {})).toBe('ok')
  await d.call('operators.set', { id: 'Ana', archived: true })
  expect(await window.outcome('fees.list', {})).toBe('signed-out')
  expect(await ana.outcome('fees.list', {})).toBe('signed-out')
  expect(await ana.outcome('operators.signIn', { operator: 'Ana', pin: '4711' })).toBe('signed-out')
  await d.call('operators.add', { name: 'Ann', role: 'Viewer', osAccount: 'ana' })
  expect(await ana.ask('operators.me', {})).toMatchObject({ value: { operator: { name: 'Ann' } } })
})

scenario('F2 the host itself sees what is open, and may change nothing of a district', {}, async d => {
  const host = handOf(d, { host: 'browser', operator: 'June Office', itself: true })
  expect(await host.outcome('settings.show', {})).toBe('ok')
  expect(await host.outcome('fees.list', {})).toBe('signed-out')
  expect(await host.outcome('settings.import', { file: {} })).toBe('signed-out')
  expect(await host.outcome('runs.start', { task: 'iiq-sync' })).toBe('signed-out')
  expect(await host.outcome('operators.add', { name: 'Eve', role: 'Administrator' })).toBe('signed-out')
})
