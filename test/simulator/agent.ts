import type { LineItemView } from '../../main/practice/iiq/views.ts'
import type { Random } from '../../main/practice/random.ts'
import type { World } from './world.ts'

const WEIGHTS: readonly [keyof ReturnType<typeof openDeeds>, number][] = [
  ['addFee', 3],
  ['pay', 5],
  ['waive', 2],
  ['adjust', 2],
  ['editAmount', 2],
  ['editText', 1],
  ['deletePayment', 3],
  ['editPayment', 1],
  ['deleteFee', 2],
  ['restoreFee', 2],
  ['purge', 1],
]

/** Works in Incident IQ until a moment, without regard for the office. */
export async function workAsAgent(world: World, untilMs: number, busyMs: number): Promise<void> {
  const random = world.chance(`agent ${untilMs}`)
  const deeds = openDeeds(world, random)
  for (;;) {
    await world.time.sleep(random.between(1_000, 2 * busyMs))
    if (world.time.nowMs >= untilMs) return
    const what = deeds[pickWeighted(random, WEIGHTS)]()
    if (what !== null) world.story.tell('agent', what)
  }
}

/** Picks one of a list by its weights. */
export function pickWeighted<Name>(random: Random, weights: readonly (readonly [Name, number])[]): Name {
  let left = random.below(weights.reduce((sum, [, weight]) => sum + weight, 0))
  for (const [name, weight] of weights) {
    if (left < weight) return name
    left -= weight
  }
  throw new Error('The weights do not add up.')
}

/** What an agent does there: a sentence of what was done, or null when there was nothing to do it to. */
function openDeeds({ iiq, story, strange, vanished }: World, random: Random) {
  const nameOf = (fee: { id: string }) => story.nameOf('F', fee.id)
  const oneOf = <Kind>(list: readonly Kind[]): Kind | null => (list.length === 0 ? null : random.pick(list))
  const fees = () => iiq.fees().filter(fee => !fee.isRaw)
  const onFee = (work: (fee: LineItemView) => string): string | null => {
    const fee = oneOf(fees())
    return fee === null ? null : work(fee)
  }
  const money = (most: number) => random.between(1, Math.max(1, Math.floor(most / 25))) * 25
  /** Books may stay apart until a person here answers. */
  const trouble = (fee: { id: string }) => strange.add(fee.id.toLowerCase())
  const vanish = (fee: { id: string }) => {
    trouble(fee)
    vanished.add(fee.id.toLowerCase())
  }
  const onEntry = (list: readonly LineItemView[], work: (entry: LineItemView) => string): string | null => {
    const entry = oneOf(list)
    if (entry === null) return null
    if (entry.isFromApi && entry.appliesToId !== null) trouble({ id: entry.appliesToId })
    return work(entry)
  }
  const assetOf = () => {
    const asset = oneOf(iiq.assets())
    return asset === null ? {} : { assetId: asset.id }
  }
  return {
    addFee: () => {
      const student = oneOf(iiq.users().filter(user => user.schoolIdNumber !== null && !user.isDeleted))
      const type = oneOf(iiq.itemTypes().filter(one => one.kind === 'Fee'))
      if (student === null || type === null) return null
      const on =
        oneOf([{}, {}, { ticketId: random.guid(), ticketNumber: String(random.between(100, 999)) }, assetOf()]) ?? {}
      const fee = iiq.addFee({ sku: type.sku, userId: student.id, amountCents: money(6_000), ...on })
      return `charges ${nameOf(fee)}, ${fee.amountCents} cents${'ticketId' in on ? ', on a ticket' : ''}`
    },
    pay: () =>
      onFee(fee => {
        const amountCents = money(
          (fee.amountDueCents ?? 0) > 0 && random.chance(0.8) ? (fee.amountDueCents ?? 0) : 2_000,
        )
        iiq.payFee({ id: fee.id, amountCents })
        return `takes ${amountCents} cents on ${nameOf(fee)}`
      }),
    waive: () =>
      onFee(fee => {
        if ((fee.amountDueCents ?? 0) <= 0) return `finds nothing to waive on ${nameOf(fee)}`
        const all = random.chance(0.5)
        iiq.waiveFee(all ? { id: fee.id } : { id: fee.id, amountCents: money(fee.amountDueCents ?? 0) })
        return `waives ${all ? 'all' : 'a part'} of ${nameOf(fee)}`
      }),
    adjust: () =>
      onFee(fee => {
        const amountCents = money(1_000) * (random.chance(0.5) ? 1 : -1)
        iiq.adjustFee({ id: fee.id, amountCents })
        return `adjusts ${nameOf(fee)} by ${amountCents} cents`
      }),
    editAmount: () =>
      onFee(fee => {
        const amountCents = money(6_000)
        iiq.editFee({ id: fee.id, amountCents })
        trouble(fee)
        return `changes ${nameOf(fee)} from ${fee.amountCents} to ${amountCents} cents`
      }),
    editText: () =>
      onFee(fee => {
        iiq.editFee({ id: fee.id, description: `Seen again, note ${random.below(1_000)}` })
        return `changes the text of ${nameOf(fee)}`
      }),
    deletePayment: () =>
      onEntry([...iiq.payments(), ...iiq.adjustments()], entry => {
        iiq.deleteItem({ id: entry.id })
        if (entry.isFromApi) vanish({ id: entry.appliesToId ?? '' })
        return `deletes ${entry.isFromApi ? 'our' : 'a'} ${entry.kind} of ${entry.amountCents} cents on ${nameOf({ id: entry.appliesToId ?? '' })}`
      }),
    editPayment: () =>
      onEntry(iiq.payments(), entry => {
        const amountCents = money(2_000)
        iiq.editFee({ id: entry.id, amountCents })
        return `changes ${entry.isFromApi ? 'our' : 'a'} payment on ${nameOf({ id: entry.appliesToId ?? '' })} from ${entry.amountCents} to ${amountCents} cents`
      }),
    deleteFee: () =>
      onFee(fee => {
        iiq.deleteItem({ id: fee.id })
        vanish(fee)
        return `deletes ${nameOf(fee)}`
      }),
    restoreFee: () => {
      const fee = oneOf(iiq.deletedItems().filter(one => one.kind === 'Fee'))
      if (fee === null) return null
      iiq.restoreItem({ id: fee.id })
      vanish(fee)
      return `restores ${nameOf(fee)}`
    },
    purge: () => {
      const item = oneOf(iiq.deletedItems())
      if (item === null) return null
      iiq.purgeItem({ id: item.id })
      vanish({ id: item.appliesToId ?? item.id })
      return `takes a deleted ${item.kind} away for good`
    },
  }
}
