import { assertNever } from '../../contract/assert-never.ts'
import type { PracticeMove } from '../../contract/host-calls.ts'
import { formatMoney, parseCents } from '../../contract/money.ts'
import type { PracticeIiq } from './iiq/iiq.ts'
import type { LineItemView } from './iiq/views.ts'
import { fullName, newestFirst, peopleOf, studentOf } from './people.ts'

/** What a move gives: done, with what happened in a sentence; or a sentence that says why not and, where it is one, of which field. */
export type Played = { kind: 'done'; what: string } | Refused
type Refused = { kind: 'refused'; message: string; field?: string }

/** A move that is an agent's work on fees; the others are troubles. */
export type FeeMove = Exclude<PracticeMove, { move: 'trouble' | 'all-well' }>

/** Does an agent's work in Incident IQ. */
export function playFeeMove(iiq: PracticeIiq, move: FeeMove): Played {
  switch (move.move) {
    case 'add-fee':
      return withAmount(move.amount, cents => addFee(iiq, { ...move, cents }))
    case 'edit-fee':
      return onFee(iiq, move.fee, (fee, name) =>
        withAmount(move.amount, cents => {
          iiq.editFee({ id: fee.id, amountCents: cents })
          return done(`${name} was changed from ${formatMoney(fee.amountCents)} to ${formatMoney(cents)}.`)
        }),
      )
    case 'pay-fee':
      return onFee(iiq, move.fee, (fee, name) =>
        withAmount(move.amount, cents => {
          iiq.payFee({ id: fee.id, amountCents: cents })
          return done(`${formatMoney(cents)} was paid on ${name}.`)
        }),
      )
    case 'waive-fee':
      return onFee(iiq, move.fee, (fee, name) => {
        if ((fee.amountDueCents ?? 0) <= 0)
          return refused('Nothing is due on this fee, so there is nothing to waive.', 'fee')
        iiq.waiveFee({ id: fee.id })
        return done(`${formatMoney(fee.amountDueCents ?? 0)} of ${name} was waived.`)
      })
    case 'delete-fee':
      return onFee(iiq, move.fee, (fee, name) => {
        iiq.deleteItem({ id: fee.id })
        return done(`${name} was deleted.`)
      })
    case 'delete-many':
      return deleteMany(iiq, move.count)
    default:
      return assertNever(move)
  }
}

function addFee(iiq: PracticeIiq, wanted: { student: string; feeType: string; cents: number }): Played {
  const student = iiq.users().find(user => user.id === wanted.student)
  if (student === undefined) return refused('Choose the student who owes this fee.', 'student')
  const type = iiq.itemTypes().find(one => one.id === wanted.feeType && one.kind === 'Fee')
  if (type === undefined) return refused('Choose what the fee is for.', 'feeType')
  iiq.addFee({ sku: type.sku, userId: student.id, amountCents: wanted.cents })
  return done(`${type.title}, ${formatMoney(wanted.cents)}, was charged to ${fullName(student)}.`)
}

/** The newest fees on which something is due: their absence is what a brake is for. */
function deleteMany(iiq: PracticeIiq, count: number): Played {
  const gone = newestFirst(iiq.fees().filter(fee => (fee.amountDueCents ?? 0) > 0)).slice(0, count)
  if (gone.length === 0) return refused('There is no open fee left in Incident IQ to delete.', 'count')
  for (const { id } of gone) iiq.deleteItem({ id })
  return done(`${gone.length === 1 ? '1 open fee was' : `${gone.length} open fees were`} deleted at once.`)
}

function onFee(iiq: PracticeIiq, id: string, play: (fee: LineItemView, name: string) => Played): Played {
  const fee = iiq.item({ id })
  if (fee === undefined || fee.kind !== 'Fee' || fee.isDeleted)
    return refused('This fee is not in Incident IQ any more. Choose another one.', 'fee')
  const student = studentOf(fee, peopleOf(iiq))
  return play(fee, student === null ? fee.name : `${fee.name} of ${student}`)
}

function withAmount(text: string, play: (cents: number) => Played): Played {
  const typed = text.trim()
  const parsed = parseCents(typed.replace(/^\$/, '').replaceAll(',', ''))
  if (parsed.kind === 'bad') return refused(`The amount "${typed}" ${parsed.reason}. Write it like 12.50.`, 'amount')
  if (parsed.cents <= 0) return refused('The amount must be above zero. Write it like 12.50.', 'amount')
  return play(parsed.cents)
}

function done(what: string): Played {
  return { kind: 'done', what }
}

function refused(message: string, field: string): Refused {
  return { kind: 'refused', message, field }
}
