import { DAY_MS } from '../calendar.ts'
import { aboutFee, FRESH_ROW, type Kind, type LineItem } from './records.ts'
import type { Workshop } from './stock-fees.ts'

/** What an office did with a fee: signed cents in order, as a share of the amount or as cents. */
type Story = readonly { kind: Kind; cents: (amountCents: number) => number; text: string }[]

const half = (cents: number) => Math.ceil(cents / 2)
const rest = (cents: number) => cents - half(cents)
const whole = (cents: number) => cents

/** The stories with the upper bound of their share; what lies above the last bound is a fee nobody touched. */
const STORIES: readonly { below: number; story: Story }[] = [
  { below: 0.12, story: [{ kind: 'Payment', cents: half, text: 'First half, cash' }] },
  { below: 0.28, story: [{ kind: 'Payment', cents: whole, text: 'Paid in full, check' }] },
  {
    below: 0.32,
    story: [
      { kind: 'Payment', cents: half, text: 'First half, cash' },
      { kind: 'Payment', cents: rest, text: 'Second half, cash' },
    ],
  },
  { below: 0.37, story: [{ kind: 'Adjustment', cents: cents => -cents, text: 'Waived, hardship form on file' }] },
  { below: 0.39, story: [{ kind: 'Adjustment', cents: cents => -half(cents), text: 'Half waived by the principal' }] },
  { below: 0.417, story: [{ kind: 'Adjustment', cents: () => 250, text: 'Handling added' }] },
  { below: 0.42, story: [{ kind: 'Payment', cents: cents => cents + 500, text: 'Check over the amount' }] },
  {
    below: 0.435,
    story: [
      { kind: 'Payment', cents: whole, text: 'Paid in full, check' },
      { kind: 'Payment', cents: cents => -half(cents), text: 'Part refund, item found' },
    ],
  },
  {
    below: 0.45,
    story: [
      { kind: 'Payment', cents: half, text: 'First half, cash' },
      { kind: 'Adjustment', cents: cents => -rest(cents), text: 'Rest waived by the principal' },
    ],
  },
]

/** Payments and adjustments made there on a fee, later than it; moves the fee's modified moment. */
export function makeEntries(shop: Workshop, fee: LineItem): LineItem[] {
  const drawn = shop.random.next()
  const story = STORIES.find(one => drawn < one.below)?.story ?? []
  const entries: LineItem[] = []
  for (const step of story) {
    const amountCents = step.cents(fee.amountCents)
    // No entry is ever zero: half of one cent would be.
    if (amountCents === 0) continue
    const entry = makeEntry(shop, fee, { kind: step.kind, amountCents, text: step.text })
    fee.modifiedAt = entry.createdAt
    entries.push(entry)
  }
  return entries
}

function makeEntry(shop: Workshop, fee: LineItem, step: { kind: Kind; amountCents: number; text: string }): LineItem {
  const { random, district } = shop
  const type = step.kind === 'Payment' ? shop.paymentType : shop.adjustmentType
  // Between the last change and yesterday, at most a month later.
  const spanMs = Math.min(30 * DAY_MS, district.today - fee.modifiedAt)
  const createdAt = fee.modifiedAt + 1 + Math.floor(random.next() * (spanMs - 2))
  return {
    ...FRESH_ROW,
    id: random.guid(),
    typeId: type.id,
    kind: step.kind,
    sku: type.sku,
    name: type.title,
    description: `${step.text}; receipt ${random.between(10_000, 99_999)} for ${fee.name}.`,
    amountCents: step.amountCents,
    dueDate: null,
    createdAt,
    modifiedAt: createdAt,
    ...aboutFee(fee),
    reference: null,
    recordedById: random.pick(district.staff).id,
    notes: null,
    isDeleted: false,
    isFromApi: false,
    deletedWithId: null,
    style: random.below(16),
  }
}
