import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PRACTICE_TROUBLES, type PracticeMove, type PracticeTrouble } from '../../../contract/host-calls.ts'
import { openPlay, type Play } from '../../../main/practice/play.ts'
import type { Practice } from '../../../main/practice/practice.ts'
import { searchItems, startSmall, TEST_NOW } from './ask-practice.ts'

let practice: Practice
let play: Play

beforeEach(async () => {
  practice = await startSmall()
  play = openPlay(practice.iiq, () => TEST_NOW)
})

afterEach(() => practice.close())

async function done(move: PracticeMove): Promise<void> {
  expect(await play.play(move)).toMatchObject({ kind: 'done' })
}

/** The newest open fee. */
function anyFee() {
  const fee = play.show().fees.find(one => one.dueCents > 2_000)
  if (fee === undefined) throw new Error('The stock has no such fee.')
  return fee
}

const findFee = (id: string) => play.show().fees.find(fee => fee.id === id)

describe('an agent', () => {
  test('charges a student, and the fee is the newest one', async () => {
    const { students, feeTypes } = play.show()
    const [student, type] = [students[3], feeTypes[0]]
    await done({ move: 'add-fee', student: student?.id ?? '', feeType: type?.id ?? '', amount: '$1,012.50' })
    const shown = play.show()
    expect(shown.fees[0]).toMatchObject({ student: student?.name, name: type?.title, amountCents: 101_250 })
    expect(shown.effects[0]).toEqual({
      at: new Date(TEST_NOW).toISOString(),
      by: 'agent',
      what: `${type?.title}, $1,012.50, was charged to ${student?.name}.`,
    })
  })

  test('edits, pays, waives and deletes a fee', async () => {
    const { id } = anyFee()
    await done({ move: 'edit-fee', fee: id, amount: '60' })
    expect(findFee(id)?.amountCents).toBe(6_000)
    const dueCents = findFee(id)?.dueCents ?? 0
    await done({ move: 'pay-fee', fee: id, amount: '10.05' })
    expect(findFee(id)?.dueCents).toBe(dueCents - 1_005)
    await done({ move: 'waive-fee', fee: id })
    expect(findFee(id)?.dueCents).toBe(0)
    await done({ move: 'delete-fee', fee: id })
    expect(findFee(id)).toBeUndefined()
  })

  test('deletes many open fees at once, the newest first', async () => {
    const open = practice.iiq.fees().filter(fee => (fee.amountDueCents ?? 0) > 0).length
    await done({ move: 'delete-many', count: 5 })
    expect(practice.iiq.fees().filter(fee => (fee.amountDueCents ?? 0) > 0)).toHaveLength(open - 5)
    await done({ move: 'delete-many', count: 500 })
    expect(await play.play({ move: 'delete-many', count: 1 })).toMatchObject({ kind: 'refused', field: 'count' })
  })

  test.each([
    [{ amount: '12.505' }, 'amount'],
    [{ amount: '-3' }, 'amount'],
    [{ amount: 'twelve' }, 'amount'],
    [{ amount: '' }, 'amount'],
    [{ student: 'nobody' }, 'student'],
    [{ feeType: 'nothing' }, 'feeType'],
  ])('a fee with %j is refused in a sentence, and nothing happens', async (wrong, field) => {
    const { students, feeTypes, counts } = play.show()
    const move = { student: students[0]?.id ?? '', feeType: feeTypes[0]?.id ?? '', amount: '5', ...wrong }
    const played = await play.play({ move: 'add-fee', ...move })
    expect(played).toMatchObject({ kind: 'refused', field, message: expect.stringMatching(/\.$/) })
    expect(play.show()).toMatchObject({ counts, effects: [] })
  })

  test('a fee that is gone, and one on which nothing is due, are refused at the fee', async () => {
    const { id } = anyFee()
    await done({ move: 'waive-fee', fee: id })
    expect(await play.play({ move: 'waive-fee', fee: id })).toMatchObject({ kind: 'refused', field: 'fee' })
    await done({ move: 'delete-fee', fee: id })
    expect(await play.play({ move: 'pay-fee', fee: id, amount: '1' })).toMatchObject({ kind: 'refused', field: 'fee' })
  })

  test('finds fees by name, student and School Id, whatever the case', () => {
    const fee = anyFee()
    const word = (fee.student ?? '').split(' ')[0]?.toUpperCase() ?? ''
    const found = play.show(`${word} ${fee.name.slice(0, 4)}`).fees
    expect(found.map(one => one.id)).toContain(fee.id)
    expect(play.show('no such thing').fees).toEqual([])
  })
})

describe('a trouble', () => {
  const statusOf = async () => (await searchItems(practice)).status

  test.each([
    ['key-revoked', 401],
    ['too-many-requests', 429],
    ['server-errors', 503],
  ] as const)('%s answers %i until it is switched off', async (trouble, status) => {
    await done({ move: 'trouble', trouble, on: true })
    expect([await statusOf(), play.show().troubles]).toEqual([status, [trouble]])
    await done({ move: 'trouble', trouble, on: false })
    expect([await statusOf(), play.show().troubles]).toEqual([200, []])
  })

  test('too many requests pass by themselves', async () => {
    await done({ move: 'trouble', trouble: 'too-many-requests', on: true })
    expect([await statusOf(), await statusOf(), await statusOf(), await statusOf()]).toEqual([429, 429, 429, 200])
    expect(play.show().troubles).toEqual([])
  })

  test('switching one answer of trouble off leaves the other one on', async () => {
    await done({ move: 'trouble', trouble: 'server-errors', on: true })
    await done({ move: 'trouble', trouble: 'too-many-requests', on: false })
    expect(play.show().troubles).toEqual(['server-errors'])
  })

  test('half a feed leaves half of the fees out, totals included', async () => {
    const whole = (await searchItems(practice)).body.Paging.TotalRows
    await done({ move: 'trouble', trouble: 'half-feed', on: true })
    expect((await searchItems(practice)).body.Paging.TotalRows).toBeLessThan(whole)
  })

  test('down takes no connection, and all well again ends everything', async () => {
    for (const trouble of PRACTICE_TROUBLES satisfies readonly PracticeTrouble[])
      await done({ move: 'trouble', trouble, on: true })
    await expect(statusOf()).rejects.toThrow()
    await done({ move: 'all-well' })
    expect([await statusOf(), play.show().troubles]).toEqual([200, []])
  })
})

test('what was asked over the wire is shown newest first, with the answer’s status', async () => {
  await searchItems(practice)
  await expect.poll(() => play.show().requests[0]?.status).toBe(200)
  await done({ move: 'trouble', trouble: 'server-errors', on: true })
  await searchItems(practice)
  await expect.poll(() => play.show().requests.map(request => request.status)).toEqual([503, 200])
  expect(play.show().requests[0]).toMatchObject({ method: 'POST', path: expect.stringContaining('line-items/search') })
})
