import { expect, test } from 'vitest'
import { owedLine, waiverParts } from '../../../../renderer/office/waive-draft.ts'
import { feeRow } from '../format/fee-facts.ts'

const smock = feeRow({ id: 'smock', balanceCents: 1200 })
const easel = feeRow({ id: 'easel', balanceCents: 2000 })
const paid = feeRow({ id: 'paid', balanceCents: 0 })

test('M3 many fees are waived by what was owed on each when it was asked, never by what is owed by then', () => {
  expect(waiverParts([smock, easel], null)).toEqual([
    { id: 'smock', amount: '12.00' },
    { id: 'easel', amount: '20.00' },
  ])
  expect(waiverParts([smock], 400)).toEqual([{ id: 'smock', amount: '4.00' }])
})

test('says whose fees they are, and what of the selection owes nothing', () => {
  expect(owedLine([smock, paid], [smock], 1200)).toBe(
    '$12.00 is owed by Ottoline Quayle. 1 fee of the selection owes nothing.',
  )
  const other = feeRow({ id: 'other', student: 'Ines Thackeray', balanceCents: 800 })
  expect(owedLine([smock, other], [smock, other], 2000)).toBe('$20.00 is owed by 2 students.')
  const namesake = feeRow({ id: 'namesake', studentId: '200999', balanceCents: 800 })
  expect(owedLine([smock, namesake], [smock, namesake], 2000)).toBe('$20.00 is owed by 2 students.')
})
