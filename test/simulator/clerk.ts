import type { CallName, CallRequest, CallValue } from '../../contract/calls.ts'
import type { Random } from '../../main/practice/random.ts'
import { pickWeighted } from './agent.ts'
import { openMoneyDeeds } from './clerk-money.ts'
import { openSwitchDeeds } from './clerk-switches.ts'
import type { World } from './world.ts'

/** A fee as the clerk sees it on the screen. */
export interface DeskFee {
  id: string
  system: string
  externalId: string | null
  personSeq: number | null
  balanceCents: number
  paidCents: number
}

export interface DeskEntry {
  id: string
  kind: string
  amountCents: number
  method: string | null
}

/** Calls that may open or close the way to Incident IQ. */
const SWITCHES: ReadonlySet<CallName> = new Set(['tasks.set', 'settings.import', 'bridge.pause', 'bridge.resume'])

/** A call that may be asked again under its key when the engine dies before it answers. */
type Keyed = Extract<CallName, `fees.${string}`>

/** The clerk's way to the bridge: asks again after every death, counts what was entered, and tells the story. */
export class Desk {
  readonly world: World
  readonly random: Random
  /** Entries that replies named. */
  told = 0
  private keys = 0

  constructor(world: World) {
    this.world = world
    this.random = world.chance('clerk')
  }

  /** Enters something under a key: whatever breaks, it is entered once. Null when it was refused. */
  async enter<Name extends Keyed>(
    name: Name,
    request: CallRequest<Name>,
    what: string,
  ): Promise<CallValue<Name> | null> {
    this.keys += 1
    const key = `clerk-${this.world.seed}-${this.keys}`
    const wait = this.random.chance(0.25)
    const value = await this.ask(name, { ...request, key, wait } as CallRequest<Name>, what)
    if (value === null) return null
    this.told += countEntries(value as EnteredValue)
    // Asked once more, as a window does that lost the answer: the same answer, and nothing entered.
    if (this.random.chance(0.1)) {
      const again = await this.ask(name, { ...request, key, wait: false } as CallRequest<Name>, `${what}, once more`)
      if (again !== null && countEntries(again as EnteredValue) !== countEntries(value as EnteredValue))
        this.world.rules.breach('once', `${name} under one key answers otherwise the second time`)
    }
    return value
  }

  /** Any call, until it is answered. Null when it was refused. */
  async ask<Name extends CallName>(
    name: Name,
    request: CallRequest<Name>,
    what: string,
  ): Promise<CallValue<Name> | null> {
    const { story, rules } = this.world
    if (SWITCHES.has(name)) rules.switched()
    for (let times = 0; ; times += 1) {
      const life = await this.world.alive()
      if (times === 0) story.tell('clerk', what)
      const reply = await life.call(name, request)
      if (reply === null) {
        story.tell('clerk', 'gets no answer, and asks again')
        continue
      }
      rules.sweep()
      if (reply.ok) return reply.value
      story.tell('clerk', `is told: ${reply.error.message}`)
      if (reply.error.code === 'failed') rules.breach('failed inside', `${name}: ${reply.error.message}`)
      return null
    }
  }

  rows<Row>(sql: string, ...bound: (string | number | null)[]): Row[] {
    return (this.world.life?.reader.prepare(sql).all(...bound) ?? []) as Row[]
  }

  fees(where = 'is_void = 0'): DeskFee[] {
    return this.rows<DeskFee>(
      `SELECT id, system, external_id AS externalId, person_seq AS personSeq, balance_cents AS balanceCents, paid_cents AS paidCents FROM fees WHERE ${where} ORDER BY seq`,
    )
  }

  entries(fee: DeskFee): DeskEntry[] {
    return this.rows<DeskEntry>(
      `SELECT e.id, e.kind, e.amount_cents AS amountCents, e.method FROM entries e JOIN fees f ON f.seq = e.fee_seq WHERE f.id = ?
        AND NOT EXISTS (SELECT 1 FROM entries v WHERE v.voids_seq = e.seq) ORDER BY e.seq`,
      fee.id,
    )
  }

  nameOf(fee: DeskFee): string {
    return this.world.story.nameOf(fee.externalId === null ? 'O' : 'F', fee.externalId ?? fee.id)
  }

  oneOf<Kind>(list: readonly Kind[]): Kind | null {
    return list.length === 0 ? null : this.random.pick(list)
  }

  /** An amount in quarters of a dollar, up to so many cents. */
  cents(most: number): number {
    return this.random.between(1, Math.max(1, Math.floor(most / 25))) * 25
  }
}

interface EnteredValue {
  entryIds?: string[]
  toEntryIds?: string[]
  chargeFeeId?: string | null
  results?: { entryIds: string[] }[]
}

function countEntries(value: EnteredValue): number {
  const results = value.results?.reduce((sum, one) => sum + one.entryIds.length, 0) ?? 0
  const charge = value.chargeFeeId == null ? 0 : 1
  return results + (value.entryIds?.length ?? 0) + (value.toEntryIds?.length ?? 0) + charge
}

/** Cents as a clerk types them. */
export function typed(cents: number): string {
  return (cents / 100).toFixed(2)
}

/** Works at the counter until a moment. */
export async function workAsClerk(desk: Desk, untilMs: number, busyMs: number): Promise<void> {
  const deeds = { ...openMoneyDeeds(desk), ...openSwitchDeeds(desk) }
  const weights: readonly [keyof typeof deeds, number][] = [
    ['pay', 9],
    ['paySeveral', 3],
    ['payTooMuch', 2],
    ['payAndVoid', 4],
    ['refund', 5],
    ['bounce', 3],
    ['voidEntry', 5],
    ['waive', 3],
    ['adjust', 3],
    ['transfer', 2],
    ['charge', 1],
    ['voidFee', 1],
    ['answer', 3],
    ['decideDelivery', 4],
    ['turnSwitch', 4],
    ['pause', 1],
    ['narrow', 1],
    ['startRun', 3],
    ['cancelRun', 1],
    ['decideRun', 2],
    ['answerConflict', 2],
    ['retryError', 1],
    ['testConnection', 1],
  ]
  for (;;) {
    await desk.world.time.sleep(desk.random.between(200, 2 * busyMs))
    if (desk.world.time.nowMs >= untilMs) return
    await desk.world.alive()
    await deeds[pickWeighted(desk.random, weights)]()
  }
}
