import { expect, test } from 'vitest'
import { entryOffers, feeOffers, leftOfPayment } from '../../../../renderer/format/fee-offers.ts'
import { byRule, CHARGE, entryRow, feeRow, storyOf } from './fee-facts.ts'

const anything = () => null
const offered = (story: Parameters<typeof feeOffers>[0]) =>
  feeOffers(story, anything).flatMap(({ action, why }) => (why === null ? [action] : []))
const why = (story: Parameters<typeof feeOffers>[0], action: string) =>
  feeOffers(story, anything).find(offer => offer.action === action)?.why

const OWN_CHARGE = byRule('entry-01', { operator: 'June Office' })
const CASH = byRule('entry-02', { kind: 'payment', amountCents: -1500, operator: 'June Office', method: 'cash' })
const CHECK = byRule('entry-03', {
  kind: 'payment',
  amountCents: -1000,
  operator: 'June Office',
  method: 'check',
  checkNumber: '1042',
})
const OUTSIDE = entryRow('entry-04', { kind: 'payment', amountCents: -1500 })

test('C3 a fee of Incident IQ is not deleted here, and says who owns it', () => {
  const story = storyOf([CHARGE])
  expect(offered(story)).toEqual(['pay', 'waive', 'adjust'])
  expect(why(story, 'delete')).toContain('It came from Incident IQ, which owns it')
})

test('M5 the amount is read-only once a payment from outside is applied', () => {
  expect(why(storyOf([CHARGE, OUTSIDE]), 'adjust')).toContain('the amount is read-only')
  expect(why(storyOf([CHARGE, { ...OUTSIDE, voided: true }]), 'adjust')).toBeNull()
  expect(why(storyOf([CHARGE, CASH]), 'adjust')).toBeNull()
})

test('M3 a fee made here is deleted when no money is on it', () => {
  const own = feeRow({ system: 'feebridge' })
  expect(offered(storyOf([OWN_CHARGE], { fee: own }))).toEqual(['pay', 'waive', 'adjust', 'delete'])
  const paid = storyOf([OWN_CHARGE, CASH], { fee: { ...own, paidCents: 1500, balanceCents: 2500 } })
  expect(why(paid, 'delete')).toContain('$15.00 is paid on it')
  expect(offered(paid)).toEqual(['pay', 'waive', 'adjust', 'move'])
})

test('nothing is done with a void fee', () => {
  const story = storyOf([OWN_CHARGE, CASH], { fee: feeRow({ status: 'void' }) })
  expect(offered(story)).toEqual([])
  expect(entryOffers(CASH, story, anything)).toEqual([])
})

test('a check can bounce, cash cannot, and what came from outside is not deleted', () => {
  const story = storyOf([CHARGE, CASH, CHECK, OUTSIDE])
  expect(entryOffers(CHARGE, story, anything)).toEqual([])
  expect(entryOffers(CASH, story, anything)).toEqual(['refund', 'delete'])
  expect(entryOffers(CHECK, story, anything)).toEqual(['refund', 'bounce', 'delete'])
  expect(entryOffers(OUTSIDE, story, anything)).toEqual(['refund', 'bounce'])
})

test('a payment that was given back in part is no longer deleted, and given back whole it is left alone', () => {
  const back = (amountCents: number) =>
    byRule('entry-05', { kind: 'refund', amountCents, operator: 'June Office', takesBackEntryId: CASH.id })
  expect(entryOffers(CASH, storyOf([CHARGE, CASH, back(500)]), anything)).toEqual(['refund'])
  expect(entryOffers(CASH, storyOf([CHARGE, CASH, back(1500)]), anything)).toEqual([])
  expect(entryOffers(back(500), storyOf([CHARGE, CASH, back(500)]), anything)).toEqual(['delete'])
})

test('M2 money that was moved to another fee is not given back here', () => {
  const moved = byRule('entry-05', { kind: 'transfer', amountCents: 400, operator: 'June Office' })
  const story = storyOf([CHARGE, CASH, moved])
  expect(leftOfPayment(CASH, story)).toBe(1100)
  expect(entryOffers(CASH, story, anything)).toEqual(['refund'])
  const all = storyOf([CHARGE, CASH, { ...moved, amountCents: 1500 }])
  expect(entryOffers(CASH, all, anything)).toEqual([])
})

test('W4 what a rule waived is not deleted by hand', () => {
  const waiver = byRule('entry-06', { kind: 'waiver', amountCents: -4000 })
  expect(entryOffers(waiver, storyOf([CHARGE, waiver]), anything)).toEqual([])
})

test('F2 says which permission is missing, in the words of who is asked', () => {
  const offers = feeOffers(storyOf([CHARGE]), permission => (permission === 'payments.create' ? null : 'Not you.'))
  expect(offers.map(offer => offer.why)).toEqual([
    null,
    'Not you.',
    'Not you.',
    'Nothing is paid on it, so there is no money to move.',
    'It came from Incident IQ, which owns it. Delete it there, or waive what is owed.',
  ])
  const own = entryOffers(CASH, storyOf([CHARGE, CASH]), permission =>
    permission === 'payments.delete' ? null : 'No.',
  )
  expect(own).toEqual(['delete'])
})
