import { formatMoney } from '../../contract/money.ts'
import type { Permission } from '../../contract/permissions.ts'
import type { EntryRow, FeeStory } from '../../contract/rows/fee.ts'
import { SYSTEM_NAMES } from '../../contract/tasks.ts'

/** What can be done with a whole fee. */
export const FEE_ACTIONS = ['pay', 'waive', 'adjust', 'move', 'delete'] as const
export type FeeAction = (typeof FEE_ACTIONS)[number]

/** What can be done with one line of its story. */
export type EntryAction = 'refund' | 'bounce' | 'delete'

/** One thing that a clerk may want to do; `why` says why it cannot be done, and is null where it can. */
export interface Offer {
  action: FeeAction
  words: string
  why: string | null
}

/** Why the person may not do what needs a permission; null where they may. */
export type WhyNot = (permission: Permission) => string | null

const WORDS: Record<FeeAction, string> = {
  pay: 'Take payment',
  waive: 'Waive',
  adjust: 'Adjust',
  move: 'Move money',
  delete: 'Delete',
}

const NEEDED: Record<FeeAction, Permission> = {
  pay: 'payments.create',
  waive: 'fees.modify',
  adjust: 'fees.modify',
  move: 'payments.modify',
  delete: 'fees.delete',
}

/** What the window offers for a fee, and why the rest is not. The engine decides the same again. */
export function feeOffers(story: Pick<FeeStory, 'fee' | 'entries'>, whyNot: WhyNot): Offer[] {
  return FEE_ACTIONS.map(action => ({
    action,
    words: WORDS[action],
    why: obstacle(action, story) ?? whyNot(NEEDED[action]),
  }))
}

function obstacle(action: FeeAction, { fee, entries }: Pick<FeeStory, 'fee' | 'entries'>): string | null {
  if (fee.status === 'void') return 'The fee is void.'
  switch (action) {
    case 'pay':
      return null
    case 'waive':
      return fee.balanceCents > 0 ? null : 'Nothing is owed, so there is nothing to waive.'
    case 'adjust': {
      const outside = entries.find(isPaidOutside)
      return outside === undefined
        ? null
        : `A payment from ${SYSTEM_NAMES[outside.system]} is applied, so the amount is read-only. Waive what is left, or refund what was paid where it was paid.`
    }
    case 'move':
      return fee.paidCents > 0 ? null : 'Nothing is paid on it, so there is no money to move.'
    case 'delete':
      if (fee.system !== 'feebridge')
        return `It came from ${SYSTEM_NAMES[fee.system]}, which owns it. Delete it there, or waive what is owed.`
      return fee.paidCents === 0
        ? null
        : `${formatMoney(fee.paidCents)} is paid on it. Refund it, delete the payment or move the money first.`
  }
}

function isPaidOutside({ kind, system, voided }: EntryRow): boolean {
  return kind === 'payment' && system !== 'feebridge' && !voided
}

/** What is left of a payment to be given back, in cents: what was moved to another fee is not here any more. */
export function leftOfPayment(payment: EntryRow, { fee, entries }: Pick<FeeStory, 'fee' | 'entries'>): number {
  const backCents = entries
    .filter(entry => entry.takesBackEntryId === payment.id && !entry.voided)
    .reduce((sum, entry) => sum + entry.amountCents, 0)
  return Math.min(-payment.amountCents - backCents, fee.paidCents)
}

/** What the window offers for one line of a fee's story; a line that came from a system is taken back there. */
export function entryOffers(
  entry: EntryRow,
  { fee, entries }: Pick<FeeStory, 'fee' | 'entries'>,
  whyNot: WhyNot,
): EntryAction[] {
  if (entry.voided || fee.status === 'void') return []
  const leftCents = entry.kind === 'payment' ? leftOfPayment(entry, { fee, entries }) : 0
  const canGiveBack = leftCents > 0 && whyNot('payments.modify') === null
  const offers: EntryAction[] = []
  if (canGiveBack) offers.push('refund')
  if (canGiveBack && (entry.system !== 'feebridge' || entry.method === 'check')) offers.push('bounce')
  if (isDeletable(entry, leftCents) && whyNot(isMoney(entry) ? 'payments.delete' : 'fees.delete') === null)
    offers.push('delete')
  return offers
}

/** Made by a person here, with nothing standing on it. A charge goes with its whole fee, a transfer with another transfer. */
function isDeletable(entry: EntryRow, leftCents: number): boolean {
  if (entry.system !== 'feebridge' || entry.operator === null) return false
  if (entry.kind === 'payment') return leftCents === -entry.amountCents
  return ['adjustment', 'waiver', 'refund', 'bounced-check'].includes(entry.kind)
}

function isMoney({ kind }: EntryRow): boolean {
  return kind === 'payment' || kind === 'refund' || kind === 'bounced-check'
}
