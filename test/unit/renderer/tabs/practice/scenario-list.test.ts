import { expect, test } from 'vitest'
import { type PracticeState, practiceMove } from '../../../../../contract/host-calls.ts'
import { SCENARIOS } from '../../../../../renderer/tabs/practice/scenario-list.ts'

const NOTHING: PracticeState = {
  effects: [],
  requests: [],
  counts: {},
  troubles: [],
  fees: [],
  students: [],
  feeTypes: [],
}
const OWED = { id: 'f2', student: 'Ada Larkfold', name: 'Laptop charger', amountCents: 3_999, dueCents: 1_205 }

test('every scenario makes moves that the host takes, and begins with all well', () => {
  for (const scenario of SCENARIOS) {
    const moves = scenario.moves({ ...NOTHING, fees: [OWED] }) ?? []
    expect(moves.map(move => practiceMove.safeParse(move).success)).not.toContain(false)
    expect(moves[0]).toEqual({ move: 'all-well' })
  }
})

test('a payment is of what is due on the newest fee that owes something', () => {
  const paid = SCENARIOS.find(scenario => scenario.id === 'paid')
  const fees = [{ ...OWED, id: 'f1', dueCents: 0 }, OWED]
  expect(paid?.moves({ ...NOTHING, fees })?.[1]).toEqual({ move: 'pay-fee', fee: 'f2', amount: '12.05' })
  expect(paid?.moves(NOTHING)).toBeNull()
})
