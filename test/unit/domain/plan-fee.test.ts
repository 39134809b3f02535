import { expect, test } from 'vitest'
import type { FeeCase, FeePlan, LedgerFee, LiveMovement, PendingMovement } from '../../../main/domain/fee-plan.ts'
import { planFee } from '../../../main/domain/plan-fee.ts'
import type { Resolution } from '../../../main/domain/resolve-fee.ts'
import type { IiqScope } from '../../../main/domain/scope.ts'
import type { SourceFee, SourceMovement } from '../../../main/domain/source-record.ts'

const SCOPE: IiqScope = {
  timeZone: 'America/New_York',
  overdueDays: 30,
  createdSince: '2026-07-01',
  categoryKeys: null,
  oneCategory: null,
  waiveZeroDue: true,
  waiveMissing: true,
}

const LINE = {
  itemTypeKey: 'type-1',
  sku: 'LB-KEYS',
  name: 'Laptop keyboard',
  description: null,
  createdAt: '2026-09-14T13:05:00.000Z',
  createdOn: '2026-09-14',
  modifiedAt: '2026-09-14T13:05:00.000Z',
  isDeleted: false,
  reference: null,
}

const source = (change: Partial<SourceFee> = {}): SourceFee => ({
  ...LINE,
  kind: 'fee',
  externalId: 'FEE-1',
  key: 'fee-1',
  amountCents: 4000,
  dueCents: 4000,
  dueOn: null,
  schoolId: '4711',
  userKey: null,
  assetKey: null,
  assetTag: null,
  ticketKey: null,
  ticketNumber: null,
  locationKey: null,
  ...change,
})

const resolved = (personSeq = 1): Resolution => ({
  kind: 'resolved',
  refs: {
    person: {
      seq: personSeq,
      externalId: null,
      name: `Person ${personSeq}`,
      schoolId: '4711',
      isDeleted: false,
      locationSeq: null,
    },
    itemType: { seq: 1, sku: 'LB-KEYS', title: 'Laptop keyboard', type: 'fee', categoryKey: 'devices' },
    category: { seq: 1, key: 'devices', title: 'Devices' },
    location: null,
    asset: null,
    createdOn: '2026-09-14',
  },
  outOfScope: null,
})

/** The fee as it stands in the ledger, with sums that fit together. */
function kept(change: Partial<LedgerFee> & { paidCents?: number; waivedCents?: number } = {}): LedgerFee {
  const { paidCents = 0, waivedCents = 0, ...rest } = change
  return {
    seq: 7,
    version: 1,
    externalKey: 'fee-1',
    personSeq: 1,
    studentLabel: 'Person 1',
    itemTypeSeq: 1,
    sku: 'LB-KEYS',
    categorySeq: 1,
    categoryTitle: 'Devices',
    categoryKey: 'devices',
    locationSeq: null,
    locationName: null,
    name: 'Laptop keyboard',
    description: null,
    assetTag: null,
    ticketNumber: null,
    createdOn: '2026-09-14',
    dueOn: '2026-10-14',
    sourceDueOn: null,
    sums: {
      chargedCents: 4000,
      adjustedCents: 0,
      paidCents,
      waivedCents,
      balanceCents: 4000 - paidCents - waivedCents,
    },
    sourceAmountCents: 4000,
    sourceDueCents: 4000,
    sourceMissingAt: null,
    hasOutsidePayment: false,
    isVoid: false,
    ...rest,
  }
}

function plan(change: Partial<FeeCase>, scope: Partial<IiqScope> = {}): FeePlan {
  const feeCase: FeeCase = {
    fee: null,
    pending: null,
    leftOut: null,
    movements: [],
    gone: [],
    autoWaivers: [],
    isGone: false,
    isBack: false,
    unsettledCents: 0,
    hasUnsettled: false,
    isInFlux: false,
    undoneAt: () => null,
    hasTrouble: () => false,
    mayRemove: true,
    accepts: false,
    today: '2026-11-20',
    ...change,
  }
  return planFee(feeCase, { ...SCOPE, ...scope })
}

const pending = (change: Partial<SourceFee> = {}, resolution = resolved()) => ({
  importSeq: 70,
  source: source(change),
  resolution,
})

function movement(
  cents: number,
  change: Partial<PendingMovement> & { of?: Partial<SourceMovement> } = {},
): PendingMovement {
  const { of, ...rest } = change
  return {
    importSeq: 80,
    source: {
      ...LINE,
      kind: 'payment',
      externalId: 'PAY-1',
      key: 'pay-1',
      amountCents: cents,
      appliesToKey: 'fee-1',
      recordedByUserId: null,
      ...of,
    },
    live: null,
    typeTitle: 'Payment at the office',
    mark: { kind: 'none' },
    isDelivery: false,
    ...rest,
  }
}

const live = (amountCents: number, feeSeq = 7): LiveMovement => ({
  externalKey: 'pay-1',
  entrySeq: 40,
  feeSeq,
  kind: 'payment',
  amountCents,
  occurredOn: '2026-09-20',
})

const entries = (planned: FeePlan) =>
  planned.entries.map(entry => `${entry.kind} ${entry.amountCents}${entry.rule === null ? '' : ` by ${entry.rule}`}`)
const causes = (planned: FeePlan) => planned.errors.map(error => error.cause)

test('M4 a new fee is its charge, due on the system’s own day or some days after it was assessed', () => {
  expect(plan({ pending: pending() }).newFee).toMatchObject({ createdOn: '2026-09-14', dueOn: '2026-10-14' })
  expect(plan({ pending: pending({ dueOn: '2026-12-24' }) }).newFee).toMatchObject({ dueOn: '2026-12-24' })
  expect(entries(plan({ pending: pending() }))).toEqual(['charge 4000'])
})

test('W2 what is listed there is entered before what is left is waived', () => {
  const planned = plan({ pending: pending({ dueCents: 0 }), movements: [movement(1500)] })
  expect(entries(planned)).toEqual(['charge 4000', 'payment -1500', 'waiver -2500 by zero-there'])
  // It arrives already settled, so nothing is taken away from what was owed here (B1).
  expect(planned.removals).toEqual([])
})

test('W2 a fee with an unsettled delivery to Incident IQ is skipped', () => {
  const fee = kept({ paidCents: 1000, sourceDueCents: 0 })
  expect(entries(plan({ fee, hasUnsettled: true, unsettledCents: -1000 }))).toEqual([])
  expect(entries(plan({ fee }))).toEqual(['waiver -3000 by zero-there'])
})

test('W2 nothing is waived while a payment of the fee stands in error', () => {
  expect(entries(plan({ pending: pending({ dueCents: 0 }), hasTrouble: () => true }))).toEqual(['charge 4000'])
})

test('W2 whether a payment stands in error is asked only before a waiver', () => {
  const hasTrouble = () => {
    throw new Error('asked without need')
  }
  expect(entries(plan({ pending: pending(), hasTrouble }))).toEqual(['charge 4000'])
  expect(entries(plan({ pending: pending({ dueCents: 0 }), movements: [movement(4000)], hasTrouble }))).toEqual([
    'charge 4000',
    'payment -4000',
  ])
})

test('W1 neither rule touches a fee from before the cut-off or of a category that is not selected', () => {
  const outside = [{ createdSince: '2026-10-01' }, { categoryKeys: new Set(['library']) }]
  for (const scope of outside) {
    expect(entries(plan({ fee: kept({ sourceDueCents: 0 }) }, scope))).toEqual([])
    expect(entries(plan({ fee: kept(), isGone: true }, scope))).toEqual([])
  }
})

test('W3 of a missing fee the rest is waived; with the rule off it is only said', () => {
  const on = plan({ fee: kept({ paidCents: 1500 }), isGone: true })
  expect(entries(on)).toEqual(['waiver -2500 by missing-there'])
  expect(on).toMatchObject({
    missing: true,
    missingUnwaived: false,
    removals: [{ what: 'waive-missing', amountCents: -2500 }],
  })
  const off = plan({ fee: kept({ paidCents: 1500 }), isGone: true }, { waiveMissing: false })
  expect(off).toMatchObject({ entries: [], missing: true, missingUnwaived: true })
})

test('P3 after a pull that was not proved complete nothing is waived, removed or compared', () => {
  const incomplete = { mayRemove: false }
  expect(entries(plan({ ...incomplete, fee: kept(), isGone: true }))).toEqual([])
  expect(
    entries(plan({ ...incomplete, fee: kept({ paidCents: 1500 }), gone: [{ ...live(-1500), importSeq: 80 }] })),
  ).toEqual([])
  expect(entries(plan({ ...incomplete, pending: pending({ dueCents: 0 }) }))).toEqual(['charge 4000'])
  expect(causes(plan({ ...incomplete, fee: kept({ sourceDueCents: 100 }) }))).toEqual([])
})

test('P3 a row that such a pull lists as deleted waits for a whole one', () => {
  const deleted = { pending: pending({ isDeleted: true }) }
  expect(plan({ fee: kept(), mayRemove: false, ...deleted }).decisions).toMatchObject([{ status: 'Unprocessed' }])
  expect(entries(plan({ fee: kept(), ...deleted }))).toEqual(['waiver -4000 by missing-there'])
  const payment = movement(1500, { of: { isDeleted: true }, live: live(-1500) })
  expect(plan({ fee: kept({ paidCents: 1500 }), movements: [payment], mayRemove: false }).decisions).toMatchObject([
    { status: 'Unprocessed' },
  ])
  expect(entries(plan({ fee: kept({ paidCents: 1500, sourceDueCents: 4000 }), movements: [payment] }))).toEqual([
    'void 1500',
  ])
})

test('W4 the automatic waiver is voided when the fee is back; a waiver that was not ours stays', () => {
  const fee = kept({ waivedCents: 4000, sourceMissingAt: '2026-11-01T00:00:00.000Z' })
  const ours = { entrySeq: 41, rule: 'missing-there', amountCents: -4000 } as const
  expect(entries(plan({ fee, isBack: true, autoWaivers: [ours] }))).toEqual(['void 4000 by missing-there'])
  expect(plan({ fee, isBack: true, autoWaivers: [ours] }).missing).toBe(false)
  expect(entries(plan({ fee, isBack: true }))).toEqual([])
})

test('C1 a changed amount is an adjustment only while no outside payment is applied and it covers what is paid', () => {
  const changed = pending({ amountCents: 2500, dueCents: 2500 })
  expect(entries(plan({ fee: kept(), pending: changed }))).toEqual(['adjustment -1500'])
  expect(causes(plan({ fee: kept({ hasOutsidePayment: true, paidCents: 100 }), pending: changed }))).toContain(
    'amount-changed',
  )
  expect(causes(plan({ fee: kept({ paidCents: 3000 }), pending: changed }))).toContain('amount-changed')
  expect(
    entries(plan({ fee: kept({ hasOutsidePayment: true, paidCents: 100 }), pending: changed, accepts: true })),
  ).toEqual(['adjustment -1500'])
})

test('C1 a changed student under payments is a question', () => {
  const moved = pending({}, resolved(2))
  expect(plan({ fee: kept(), pending: moved }).notes).toEqual([
    { field: 'student', before: 'Person 1', after: 'Person 2' },
  ])
  expect(causes(plan({ fee: kept({ paidCents: 100, sourceDueCents: 3900 }), pending: moved }))).toEqual([
    'student-changed',
  ])
})

test('C2 amounts due are compared with our balance without our unsettled deliveries', () => {
  const fee = kept({ paidCents: 1000, sourceDueCents: 4000 })
  expect(causes(plan({ fee, hasUnsettled: true, unsettledCents: -1000 }))).toEqual([])
  expect(causes(plan({ fee }))).toEqual(['amount-due-differs'])
})

test('C2 a changed payment is voided and entered anew, on the fee that it moved to', () => {
  const fee = kept({ paidCents: 1500, sourceDueCents: 2000 })
  expect(entries(plan({ fee, movements: [movement(2000, { live: live(-1500) })] }))).toEqual([
    'void 1500',
    'payment -2000',
  ])
  const moved = plan({ fee: kept({ sourceDueCents: 2500 }), movements: [movement(1500, { live: live(-1500, 9) })] })
  expect(moved.entries.map(entry => [entry.kind, entry.onFeeSeq])).toEqual([
    ['void', 9],
    ['payment', null],
  ])
})

test('I4 what comes back under our mark settles the delivery it names; one that is unknown here is entered as recovered', () => {
  const mark = { kind: 'ours', deliveryId: 'delivery-1' } as const
  const settled = plan({
    fee: kept({ paidCents: 1000, sourceDueCents: 3000 }),
    movements: [movement(1000, { mark, isDelivery: true })],
  })
  expect(settled).toMatchObject({ entries: [], settles: [{ deliveryId: 'delivery-1', externalId: 'PAY-1' }] })
  const recovered = plan({ fee: kept({ sourceDueCents: 3000 }), movements: [movement(1000, { mark })] })
  expect(entries(recovered)).toEqual(['payment -1000 by recovered'])
  expect(recovered.settles).toEqual([])
})

test('I5 a payment whose fee is not here waits; one whose fee is left out is Ignored and says why', () => {
  expect(plan({ movements: [movement(100)] }).decisions).toMatchObject([
    { status: 'Unprocessed', cause: 'waiting-for-fee' },
  ])
  const leftOut = {
    kind: 'out-of-scope',
    cause: 'before-cut-off',
    message: 'It was created on 2020-03-04.',
    remedy: '',
  } as const
  const [decision] = plan({ movements: [movement(100)], leftOut }).decisions
  expect(decision).toMatchObject({ status: 'Ignored', cause: 'fee-out-of-scope' })
  expect(decision?.message).toContain('2020-03-04')
})

test('a waive word makes a negative adjustment a waiver, never a positive one', () => {
  const adjustment = (cents: number, typeTitle: string) =>
    entries(
      plan({
        fee: kept({ sourceDueCents: null }),
        movements: [movement(cents, { typeTitle, of: { kind: 'adjustment', sku: 'OFF' } })],
      }),
    )
  expect(adjustment(-100, 'Fee Waived')).toEqual(['waiver -100'])
  expect(adjustment(100, 'Waive reversal')).toEqual(['adjustment 100'])
  expect(adjustment(-100, 'Discount')).toEqual(['adjustment -100'])
})
