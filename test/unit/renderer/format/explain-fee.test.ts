import { describe, expect, test } from 'vitest'
import type { EntryRow, FeeRow, FeeStory } from '../../../../contract/rows/fee.ts'
import { explainFee } from '../../../../renderer/format/explain-fee.ts'
import { byRule, CHARGE, deliveryRow, entryRow, feeRow, importRow, storyOf } from './fee-facts.ts'

const TODAY = '2026-11-20'
const NOW = { todayOn: TODAY, timeZone: 'America/New_York' }

function explain(entries: EntryRow[], fee: Partial<FeeRow> = {}, rest: Partial<FeeStory> = {}) {
  const balanceCents = entries.reduce((sum, entry) => sum + entry.amountCents, 0)
  const story = storyOf(entries, { ...rest, fee: feeRow({ balanceCents, ...fee }) })
  return explainFee({ story, ...NOW, openErrors: [] })
}

const payment = (changes: Partial<EntryRow> = {}) =>
  entryRow('entry-02', { kind: 'payment', amountCents: -1500, occurredOn: '2026-10-01', ...changes })

describe('what happened', () => {
  test('M2 tells a charge, a payment and what is left, with days and source', () => {
    const { history, conclusion, doubts } = explain([CHARGE, payment({ reason: 'Cash; receipt 17.' })], {
      paidCents: 1500,
      status: 'partly-paid',
    })
    expect(history).toEqual([
      '$40.00 was charged on Sep 3, from Incident IQ.',
      '$15.00 was paid on Oct 1, in Incident IQ (“Cash; receipt 17”).',
    ])
    expect(conclusion).toBe('So $25.00 is owed; it was due Oct 3 and is 48 days overdue.')
    expect(doubts).toEqual([])
  })

  test('names who took a payment at the office, how, and its receipt', () => {
    const took = (changes: Partial<EntryRow>) =>
      explain([CHARGE, payment({ system: 'feebridge', operator: 'Ada Brook', ...changes })]).history[1]
    const receipt = { id: 'receipt-17', number: 17 }
    expect(took({ method: 'cash', receipt })).toBe('Ada Brook took $15.00 in cash on Oct 1, receipt 17.')
    expect(took({ method: 'check', checkNumber: '1042', reason: 'From the aunt' })).toBe(
      'Ada Brook took $15.00 by check 1042 on Oct 1 (“From the aunt”).',
    )
    expect(took({ method: 'card' })).toBe('Ada Brook took $15.00 by card on Oct 1.')
    expect(took({ method: 'other' })).toBe('Ada Brook took $15.00 on Oct 1.')
  })

  test('names the year of a day that is not of this year', () => {
    expect(explain([entryRow('entry-01', { occurredOn: '2025-06-30' })]).history).toEqual([
      '$40.00 was charged on Jun 30, 2025, from Incident IQ.',
    ])
  })

  test('C1 tells a changed amount as an adjustment, up and down', () => {
    const up = entryRow('entry-02', {
      kind: 'adjustment',
      amountCents: 500,
      occurredOn: '2026-09-10',
      reason: 'Amount changed in Incident IQ from $40.00 to $45.00',
    })
    const down = entryRow('entry-03', { kind: 'adjustment', amountCents: -250, occurredOn: '2026-09-11' })
    expect(explain([CHARGE, up, down]).history.slice(1)).toEqual([
      'The amount went up by $5.00 on Sep 10, in Incident IQ (“Amount changed in Incident IQ from $40.00 to $45.00”).',
      'The amount went down by $2.50 on Sep 11, in Incident IQ.',
    ])
  })

  test('M6 tells a refund and a bounced check', () => {
    const refund = entryRow('entry-03', { kind: 'refund', amountCents: 900, occurredOn: '2026-10-04' })
    const bounced = entryRow('entry-04', { kind: 'bounced-check', amountCents: 600, occurredOn: '2026-10-09' })
    expect(explain([CHARGE, payment(), refund, bounced]).history.slice(2)).toEqual([
      '$9.00 was given back on Oct 4, in Incident IQ.',
      'A check bounced: $6.00 that it paid was taken off again on Oct 9, in Incident IQ.',
    ])
  })

  test('M6 names the check that bounced, which may have paid other fees too', () => {
    const paid = payment({ system: 'feebridge', operator: 'Ada Brook', method: 'check', checkNumber: '1042' })
    const bounced = entryRow('entry-03', {
      kind: 'bounced-check',
      amountCents: 1500,
      occurredOn: '2026-10-09',
      system: 'feebridge',
      operator: 'Bo Reyes',
      takesBackEntryId: paid.id,
    })
    expect(explain([CHARGE, paid, bounced]).history[2]).toBe(
      'Check 1042 bounced: $15.00 that it paid was taken off again on Oct 9, entered by Bo Reyes.',
    )
  })

  test('M2 tells which way a transfer went', () => {
    const here = entryRow('entry-02', {
      kind: 'transfer',
      amountCents: -300,
      system: 'feebridge',
      operator: 'Ada Brook',
    })
    const away = { ...here, id: 'entry-03', amountCents: 300 }
    expect(explain([CHARGE, here, away]).history.slice(1)).toEqual([
      '$3.00 was moved here from another fee of the student on Sep 3, by Ada Brook.',
      '$3.00 was moved from here to another fee of the student on Sep 3, by Ada Brook.',
    ])
  })

  test('M2 names the other fee of a transfer, and why it was made', () => {
    const away = entryRow('entry-02', {
      kind: 'transfer',
      amountCents: 300,
      system: 'feebridge',
      operator: 'Ada Brook',
      reason: 'Moved to Band shirt (paid on the wrong fee)',
    })
    const here = { ...away, id: 'entry-03', amountCents: -300, reason: 'Moved from Choir: folder' }
    expect(explain([CHARGE, away, here]).history.slice(1)).toEqual([
      'Ada Brook moved $3.00 to Band shirt (paid on the wrong fee) on Sep 3.',
      'Ada Brook moved $3.00 here from Choir: folder on Sep 3.',
    ])
  })

  test('tells a long story by its charge and the sums of the rest', () => {
    const many = Array.from({ length: 20 }, (_, at) =>
      entryRow(`entry-${at + 2}`, {
        kind: 'payment',
        amountCents: -100,
        occurredOn: `2026-10-${String(at + 1).padStart(2, '0')}`,
      }),
    )
    const one = entryRow('entry-50', { kind: 'refund', amountCents: 100, occurredOn: '2026-11-02' })
    expect(explain([CHARGE, ...many, one]).history).toEqual([
      '$40.00 was charged on Sep 3, from Incident IQ.',
      '20 payments from Oct 1 to Oct 20 take $20.00 off what is owed.',
      '1 refund on Nov 2 adds $1.00 to what is owed.',
    ])
  })
})

describe('waivers and voids', () => {
  const waiver = (reason: string) =>
    byRule('entry-03', { kind: 'waiver', amountCents: -2500, occurredOn: '2026-11-02', reason })

  test('W2 says that Incident IQ had nothing due any more', () => {
    const { history, conclusion } = explain([CHARGE, payment(), waiver('Nothing is due in Incident IQ')], {
      paidCents: 1500,
      waivedCents: 2500,
      status: 'paid',
    })
    expect(history[2]).toBe(
      'What was left, $25.00, was waived by Feebridge on Nov 2, because Incident IQ says that nothing is due any more.',
    )
    expect(conclusion).toBe('So nothing is owed, and it counts as paid: $15.00 was paid, and the rest was waived.')
  })

  test('W3 says that the fee is no longer in Incident IQ', () => {
    const { history } = explain([CHARGE, payment(), waiver('No longer in Incident IQ')])
    expect(history[2]).toBe(
      'What was left, $25.00, was waived by Feebridge on Nov 2, because it is no longer in Incident IQ.',
    )
  })

  test('says of a waiver that takes all of a fee that it does', () => {
    const all = { ...waiver('No longer in Incident IQ'), amountCents: -4000 }
    expect(explain([CHARGE, all]).history[1]).toContain('All of it, $40.00, was waived by Feebridge')
  })

  test('M3 tells whose waiver it is and why', () => {
    const ours = entryRow('entry-02', {
      kind: 'waiver',
      amountCents: -1000,
      system: 'feebridge',
      operator: 'Ada Brook',
      reason: 'Hardship form on file',
    })
    const theirs = entryRow('entry-03', { kind: 'waiver', amountCents: -3000, reason: 'Found again.' })
    expect(explain([CHARGE, ours, theirs]).history.slice(1)).toEqual([
      '$10.00 was waived on Sep 3, by Ada Brook (“Hardship form on file”).',
      'What was left, $30.00, was waived on Sep 3, in Incident IQ (“Found again”).',
    ])
  })

  test('W4 tells a waiver that was taken back by itself', () => {
    const first = { ...waiver('No longer in Incident IQ'), amountCents: -4000, voided: true }
    const back = byRule('entry-04', {
      kind: 'void',
      amountCents: 4000,
      occurredOn: '2026-11-05',
      voidsEntryId: first.id,
      reason: 'The fee is back in Incident IQ',
    })
    const { history, conclusion } = explain([CHARGE, first, back])
    expect(history[2]).toBe(
      'On Nov 5 the waiver of $40.00 of Nov 2 was voided, because the fee is back in Incident IQ: it counts as if it had never been.',
    )
    expect(conclusion).toBe('So $40.00 is owed; it was due Oct 3 and is 48 days overdue.')
  })

  test('C2 tells a payment that was changed there as a void and a new payment', () => {
    const taken = payment({ voided: true })
    const back = entryRow('entry-03', {
      kind: 'void',
      amountCents: 1500,
      occurredOn: '2026-10-01',
      recordedAt: '2026-10-03T02:30:00.000Z',
      voidsEntryId: taken.id,
      reason: 'Changed in Incident IQ',
    })
    expect(explain([CHARGE, taken, back]).history[2]).toBe(
      'On Oct 2 the payment of $15.00 of Oct 1 was voided, because it was changed in Incident IQ: it counts as if it had never been.',
    )
  })

  test('M3 says of a voided charge that it should never have been', () => {
    const void_ = entryRow('entry-02', {
      kind: 'void',
      amountCents: -4000,
      system: 'feebridge',
      operator: 'Ada Brook',
      voidsEntryId: CHARGE.id,
      reason: 'Charged twice',
    })
    const { history, conclusion } = explain([{ ...CHARGE, voided: true }, void_], { status: 'void' })
    expect(history[1]).toBe(
      'On Sep 3 the charge of $40.00 of Sep 3 was voided, by Ada Brook (“Charged twice”): it counts as if it had never been.',
    )
    expect(conclusion).toBe('The charge was voided: the fee should never have been, and nothing is owed.')
    expect(explain([CHARGE, void_, payment()], { status: 'void' }).conclusion).toContain('a credit of $15.00')
  })
})

describe('what it comes to', () => {
  test('M4 says when it is due: later, today, and since yesterday', () => {
    const conclusion = (dueOn: string) => explain([CHARGE], { dueOn }).conclusion
    expect(conclusion('2026-12-03')).toBe('Nothing was paid on it, so $40.00 is owed; it is due Dec 3, in 13 days.')
    expect(conclusion(TODAY)).toBe('Nothing was paid on it, so $40.00 is owed; it is due today, Nov 20.')
    expect(conclusion('2026-11-19')).toContain('it was due Nov 19 and is 1 day overdue.')
    expect(conclusion('2027-01-04')).toContain('it is due Jan 4, 2027, in 45 days.')
  })

  test('M1 says that a zero fee counts as paid', () => {
    const zero = entryRow('entry-01', { amountCents: 0 })
    expect(explain([zero], { amountCents: 0, status: 'paid' })).toMatchObject({
      history: ['$0.00 was charged on Sep 3, from Incident IQ.'],
      conclusion: 'So nothing is owed, and it counts as paid: a fee of $0.00 has nothing to be paid.',
    })
  })

  test('M4 says why it is paid at zero, plainly where it was paid', () => {
    const paid = explain([CHARGE, payment({ amountCents: -4000 })], { paidCents: 4000, status: 'paid' })
    expect(paid.conclusion).toBe('So nothing is owed, and it counts as paid.')
    const down = entryRow('entry-02', { kind: 'adjustment', amountCents: -4000 })
    expect(explain([CHARGE, down], { amountCents: 0, status: 'paid' }).conclusion).toBe(
      'So nothing is owed, and it counts as paid: its amount was brought down to $0.00.',
    )
  })

  test('M4 says why it counts as waived, also after a refund', () => {
    const all = entryRow('entry-09', { kind: 'waiver', amountCents: -4000 })
    expect(explain([CHARGE, all], { waivedCents: 4000, status: 'waived' }).conclusion).toBe(
      'Nothing was paid on it and $40.00 was waived, so nothing is owed and it counts as waived.',
    )
    const refund = entryRow('entry-03', { kind: 'refund', amountCents: 1500 })
    const refunded = explain([CHARGE, payment(), refund, all], { waivedCents: 4000, status: 'waived' })
    expect(refunded.conclusion).toContain('Nothing of what was paid stayed on it and $40.00 was waived')
  })

  test('M7 says a credit in words, never as a minus, and whether it is decided about', () => {
    const entries = [CHARGE, payment({ amountCents: -4400 })]
    const fee = feeRow({ balanceCents: -400, paidCents: 4400, status: 'overpaid' })
    const asked = { cause: 'overpaid', message: '$4.00 more is paid than is due.', feeId: fee.id }
    const explained = (openErrors: (typeof asked)[]) =>
      explainFee({ story: storyOf(entries, { fee }), ...NOW, openErrors })
    expect(explained([asked])).toMatchObject({
      conclusion:
        'That is $4.00 more than was due: a credit of $4.00, until it is refunded, moved to another fee or kept.',
      doubts: [],
    })
    expect(explained([]).conclusion).toBe(
      'That is $4.00 more than was due: a credit of $4.00, which is kept for the student.',
    )
  })

  test('M6 does not call owed what the clerk was asked about and has not answered', () => {
    const refund = entryRow('entry-03', { kind: 'refund', amountCents: 1500 })
    const fee = feeRow({ balanceCents: 4000 })
    const openErrors = [{ cause: 'reopened', message: 'Money was given back.', feeId: fee.id }]
    const story = storyOf([CHARGE, payment(), refund], { fee })
    expect(explainFee({ story, ...NOW, openErrors }).conclusion).toBe(
      'So $40.00 is unpaid; whether it is owed again or waived too is still to be said.',
    )
    expect(explainFee({ story, ...NOW, openErrors: [] }).conclusion).toContain('So $40.00 is owed;')
  })
})

describe('what does not agree yet', () => {
  const differs = {
    cause: 'amount-due-differs',
    message: 'Fee Laptop charger: Incident IQ says that $0.00 is due, the ledger says $40.00.',
    feeId: 'fee-1',
  }

  test('C2 says that Incident IQ has another amount due, and nothing of other fees', () => {
    const openErrors = [differs, { ...differs, message: 'Another.', feeId: 'fee-2' }]
    expect(explainFee({ story: storyOf([CHARGE]), ...NOW, openErrors }).doubts).toEqual([differs.message])
  })

  test('W3 finds a fee that is missing there among those that one error names', () => {
    const missing = (externalId: string) => ({
      cause: 'missing-there',
      message: `2 fees are no longer in Incident IQ and still owed here, $80.00 in all: Laptop charger (${externalId}, $40.00).`,
      feeId: null,
    })
    const doubts = (externalId: string) =>
      explainFee({ story: storyOf([CHARGE]), ...NOW, openErrors: [missing(externalId)] }).doubts
    expect(doubts('e1f2')).toHaveLength(1)
    expect(doubts('ffff')).toEqual([])
  })

  test('W3 says that the fee was deleted there, by its latest record', () => {
    const deleted = importRow('import-2', { cause: 'deleted-there', message: 'It is deleted in Incident IQ.' })
    const gone = explain([CHARGE], {}, { imports: [importRow('import-1'), deleted] })
    expect(gone.doubts).toEqual(['Incident IQ no longer has this fee: it was deleted there.'])
    const back = explain([CHARGE], {}, { imports: [deleted, importRow('import-3')] })
    expect(back.doubts).toEqual([])
  })

  test('D2 says what is not settled, and nothing of what is', () => {
    const deliveries = (['waiting', 'held', 'unknown', 'failed', 'refused', 'delivered', 'done'] as const).map(state =>
      deliveryRow({ state, reason: state === 'held' ? 'Export Payments is off' : null }),
    )
    expect(explain([CHARGE], {}, { deliveries }).doubts).toEqual([
      'The payment of $15.00 is still to be sent to Incident IQ.',
      'The payment of $15.00 is held back from Incident IQ. Export Payments is off.',
      'The payment of $15.00 was sent, and it is not known whether it arrived at Incident IQ.',
      'The payment of $15.00 could not be sent to Incident IQ.',
      'The payment of $15.00 was refused by Incident IQ.',
    ])
  })
})
