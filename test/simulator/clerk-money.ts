import { type Desk, type DeskFee, typed } from './clerk.ts'

/** Everything that a clerk does with money. Much of it is refused: what is refused leaves no trace. */
export function openMoneyDeeds(desk: Desk) {
  const onFee = async (work: (fee: DeskFee) => Promise<unknown>, where?: string): Promise<void> => {
    const fee = desk.oneOf(desk.fees(where))
    if (fee !== null) await work(fee)
  }
  const pay = (fee: DeskFee, cents: number) => {
    const isCheck = desk.random.chance(0.4)
    const request = {
      parts: [{ id: fee.id, amount: typed(cents) }],
      ...(isCheck
        ? { method: 'check' as const, checkNumber: String(desk.random.between(100, 999)) }
        : { method: 'cash' as const }),
    }
    return desk.enter('fees.pay', request, `takes ${typed(cents)} on ${desk.nameOf(fee)}`)
  }
  const owedOrSome = (fee: DeskFee) => {
    const owed = Math.max(0, fee.balanceCents)
    return owed > 0 && desk.random.chance(0.25) ? owed : desk.cents(Math.max(100, owed))
  }
  const onPayment = (work: (fee: DeskFee, entry: { id: string; amountCents: number }) => Promise<unknown>) =>
    onFee(async fee => {
      const entry = desk.oneOf(desk.entries(fee).filter(one => one.kind === 'payment'))
      if (entry !== null) await work(fee, entry)
    }, 'is_void = 0 AND paid_cents > 0')
  return {
    pay: () => onFee(fee => pay(fee, owedOrSome(fee)), desk.random.chance(0.8) ? 'balance_cents > 0' : undefined),
    payTooMuch: () => onFee(fee => pay(fee, Math.max(0, fee.balanceCents) + desk.cents(500))),
    paySeveral: () =>
      onFee(async fee => {
        const others = desk.fees('is_void = 0 AND balance_cents > 0').filter(one => one.personSeq === fee.personSeq)
        const parts = others.slice(0, 3).map(one => ({ id: one.id, amount: typed(owedOrSome(one)) }))
        const what = others.slice(0, 3).map((one, index) => `${parts[index]?.amount ?? ''} on ${desk.nameOf(one)}`)
        if (parts.length > 0)
          await desk.enter('fees.pay', { parts, method: 'card' }, `takes at once ${what.join(', ')}`)
      }, 'balance_cents > 0'),
    payAndVoid: () =>
      onFee(async fee => {
        const paid = await pay(fee, owedOrSome(fee))
        const entry = paid?.results[0]?.entryIds[0]
        if (entry === undefined) return
        await desk.world.time.sleep(desk.random.pick([0, 0, 20, 400, 3_000, 40_000]))
        await desk.enter(
          'fees.void',
          { id: fee.id, entry, reason: 'Typed wrong' },
          `voids it again on ${desk.nameOf(fee)}`,
        )
      }),
    refund: () =>
      onPayment((fee, entry) => {
        const part = desk.random.chance(0.5) ? { amount: typed(desk.cents(-entry.amountCents)) } : {}
        return desk.enter(
          'fees.refund',
          { id: fee.id, entry: entry.id, ...part },
          `refunds ${part.amount ?? 'all'} of a payment of ${typed(-entry.amountCents)} on ${desk.nameOf(fee)}`,
        )
      }),
    bounce: () =>
      onPayment((fee, entry) => {
        const sku = desk.random.chance(0.3)
          ? desk.world.iiq.itemTypes().find(one => one.kind === 'Fee')?.sku
          : undefined
        const charge = sku === undefined ? {} : { charge: { sku, amount: '15.00' } }
        return desk.enter(
          'fees.bounce',
          { id: fee.id, entry: entry.id, ...charge },
          `says that a check of ${typed(-entry.amountCents)} on ${desk.nameOf(fee)} bounced`,
        )
      }),
    voidEntry: () =>
      onFee(async fee => {
        const entry = desk.oneOf(desk.entries(fee).filter(one => one.kind !== 'charge' && one.kind !== 'void'))
        if (entry === null) return
        await desk.enter(
          'fees.void',
          { id: fee.id, entry: entry.id, reason: 'Wrong fee' },
          `voids a ${entry.kind} of ${typed(entry.amountCents)} on ${desk.nameOf(fee)}`,
        )
      }),
    waive: () =>
      onFee(fee => {
        const part = desk.random.chance(0.6) ? { amount: typed(desk.cents(fee.balanceCents)) } : {}
        return desk.enter(
          'fees.waive',
          { parts: [{ id: fee.id, ...part }], reason: 'Hardship' },
          `waives ${part.amount ?? 'the rest'} of ${desk.nameOf(fee)}`,
        )
      }, 'balance_cents > 0'),
    adjust: () =>
      onFee(fee => {
        const amount = `${desk.random.chance(0.5) ? '-' : '+'}${typed(desk.cents(700))}`
        return desk.enter(
          'fees.adjust',
          { id: fee.id, amount, reason: 'Looked at again' },
          `adjusts ${desk.nameOf(fee)} by ${amount}`,
        )
      }),
    transfer: () =>
      onFee(async fee => {
        const to = desk.oneOf(
          desk
            .fees('is_void = 0 AND balance_cents > 0')
            .filter(one => one.personSeq === fee.personSeq && one.id !== fee.id),
        )
        if (to === null) return
        const amount = typed(desk.cents(Math.min(fee.paidCents, to.balanceCents)))
        await desk.enter(
          'fees.transfer',
          { id: fee.id, to: to.id, amount },
          `moves ${amount} from ${desk.nameOf(fee)} to ${desk.nameOf(to)}`,
        )
      }, 'is_void = 0 AND paid_cents > 0'),
    charge: async () => {
      const student = desk.oneOf(
        desk.world.iiq.users().flatMap(one => (one.isDeleted ? [] : (one.schoolIdNumber ?? []))),
      )
      const type = desk.oneOf(desk.world.iiq.itemTypes().filter(one => one.kind === 'Fee'))
      if (student === null || type === null) return
      await desk.enter(
        'fees.add',
        { student, sku: type.sku, amount: typed(desk.cents(3_000)) },
        'charges a fee of the ledger’s own',
      )
    },
    voidFee: () =>
      onFee(
        fee => desk.enter('fees.void', { id: fee.id, reason: 'Never lent' }, `voids the whole fee ${desk.nameOf(fee)}`),
        "is_void = 0 AND system = 'feebridge'",
      ),
    answer: () => answerQuestion(desk),
  }
}

/** Answers one of the questions that fees ask (M6, M7). False when none is open. */
export async function answerQuestion(desk: Desk): Promise<boolean> {
  const asked = desk.oneOf(
    desk.rows<{ cause: string; id: string }>(
      `SELECT s.cause, f.id FROM sync_errors s JOIN fees f ON f.seq = s.fee_seq WHERE s.state = 'open' AND s.cause IN ('overpaid', 'reopened') ORDER BY s.seq`,
    ),
  )
  if (asked === null) return false
  const answer = asked.cause === 'overpaid' ? 'keep-credit' : desk.random.pick(['owed-again', 'waive-too'] as const)
  await desk.enter('fees.answer', { id: asked.id, answer }, `answers ${answer}`)
  return true
}
