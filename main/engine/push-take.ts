import { LIMITS } from '../../contract/limits.ts'
import { type DeliveryAction, decideAction } from '../domain/delivery.ts'
import type { OutwardItem, SystemPort } from '../domain/system.ts'
import { dayInZone } from '../domain/zone.ts'
import type { StoredDelivery } from '../ledger/outbox.ts'
import type { Core } from './core.ts'
import { postType, readGate, weighOne } from './gate.ts'
import type { CarryJob } from './push-carry.ts'
import { nowOf } from './run-context.ts'
import { readIiq, readIiqSetup, timeZoneOf } from './settings-store.ts'

/** The delivery whose turn it is now, or null. */
export function nextDelivery(core: Core): StoredDelivery | null {
  const mostMs = core.clock.nowMs() + 2 * LIMITS.deliveryMostRetryMs
  return core.ledger.outbox.next('iiq', nowOf(core), new Date(mostMs).toISOString())
}

/**
 * Takes deliveries in their order until one can be carried out, and marks its attempt. Inside the turn's SQL transaction. `sendsAgain` has just been found
 * to be missing there and goes first, because that is true only now.
 */
export function takeNext(core: Core, sendsAgain: number | null): CarryJob | null {
  const { ledger } = core
  const again = sendsAgain === null ? null : ledger.outbox.bySeq(sendsAgain)
  const first = again === null ? null : prepare(core, again)
  if (first !== null) return first
  for (;;) {
    const delivery = nextDelivery(core)
    if (delivery === null) return null
    if (isInDoubt(delivery)) return { kind: 'look-up', delivery, port: portOf(core) }
    const prepared = prepare(core, delivery)
    if (prepared !== null) return prepared
  }
}

const BACK_IN_LINE = { state: 'waiting', nextAt: null, reason: null } as const

/** Whether it may have been carried out, for all that is known. */
function isInDoubt({ state, action, emptyLookups }: StoredDelivery): boolean {
  return action === 'create' && (state === 'unknown' || emptyLookups > 0)
}

/** Why a delivery may not be tried now after all, or null. What was attempted before, or waited for another, was not weighed since. */
function holdNow(core: Core, { id, attempts, aboutSeq }: StoredDelivery): string | null {
  if (attempts === 0 && aboutSeq === null) return null
  const weighed = core.ledger.outbox.weighedOne(id)
  return weighed === null ? null : weighOne(weighed, readGate(core, core.push.isCatchingUp()), timeZoneOf(core.ledger))
}

/** Decides what is sent, freezes it, and marks the attempt; null when the delivery is held or cancelled instead. */
function prepare(core: Core, delivery: StoredDelivery): CarryJob | null {
  const { ledger } = core
  const held = holdNow(core, delivery)
  if (held !== null) {
    // What was looked up keeps its count, and so is looked up again before it is sent.
    if (delivery.state === 'unknown')
      ledger.outbox.put(delivery.seq, { ...BACK_IN_LINE, emptyLookups: delivery.emptyLookups })
    ledger.outbox.hold(delivery.seq, held)
    return null
  }
  const action = delivery.action === null ? decide(core, delivery) : frozen(delivery)
  if (action === null) return null
  const body = action.action === 'create' ? bodyOf(core, delivery, action) : null
  if (action.action === 'create' && body === null) return null
  const at = nowOf(core)
  const port = portOf(core)
  const endsAt = new Date(core.clock.nowMs() + port.wholeCallMs).toISOString()
  ledger.outbox.begin(delivery.seq, {
    action: action.action,
    body: JSON.stringify(action.action === 'create' ? body : { externalId: action.externalId }),
    // Should the process die now, the attempt ends within one limit; only a limit after that an empty look-up says something.
    at: endsAt,
    lookUpAt: at,
    reason: 'It is being sent',
  })
  return action.action === 'create' && body !== null
    ? { kind: 'create', delivery, port, item: body }
    : { kind: 'remove', delivery, port, externalId: action.action === 'remove' ? action.externalId : '' }
}

function portOf(core: Core): SystemPort {
  return core.iiq(readIiqSetup(core.ledger, core.secrets))
}

function decide(core: Core, delivery: StoredDelivery): DeliveryAction | null {
  const { outbox } = core.ledger
  const about = delivery.aboutSeq === null ? null : standsFor(core, delivery.aboutSeq)
  const decision = decideAction({ kind: delivery.kind, amountCents: delivery.amountCents, about })
  if (decision.kind === 'send') return decision.action
  if (decision.kind === 'hold') outbox.hold(delivery.seq, decision.reason)
  else outbox.end(delivery.seq, { state: 'cancelled', externalId: null, reason: decision.reason, at: nowOf(core) })
  return null
}

/** The delivery whose row stands for another's now: a refund that removed a payment's row and was voided has sent it anew. */
export function standsFor(core: Pick<Core, 'ledger'>, seq: number): StoredDelivery | null {
  const { outbox } = core.ledger
  const again = outbox.sentAnew(seq)
  return again === null ? outbox.bySeq(seq) : standsFor(core, again)
}

function frozen(delivery: StoredDelivery): DeliveryAction {
  const body = JSON.parse(delivery.body ?? '{}') as OutwardItem & { externalId?: string }
  return delivery.action === 'remove'
    ? { action: 'remove', externalId: body.externalId ?? '' }
    : { action: 'create', type: body.type, amountCents: body.amountCents }
}

/** What is sent, the same on every attempt: names neither the student nor the clerk. Null when there is nothing it could be posted as. */
function bodyOf(
  core: Core,
  delivery: StoredDelivery,
  action: Extract<DeliveryAction, { action: 'create' }>,
): OutwardItem | null {
  if (delivery.body !== null) return JSON.parse(delivery.body) as OutwardItem
  const { ledger } = core
  const iiq = readIiq(ledger)
  const chosen = action.type === 'payment' ? iiq?.postPaymentsAs : iiq?.postAdjustmentsAs
  const type = postType(ledger, action.type, chosen)
  const feeId = ledger.office.externalFeeId(delivery.feeSeq)
  if (type.kind !== 'type' || feeId === null) {
    ledger.outbox.hold(
      delivery.seq,
      feeId === null ? 'Its fee has no id in Incident IQ' : 'There is no item type to post it as',
    )
    return null
  }
  const madeOn = dayInZone(Date.parse(delivery.createdAt), timeZoneOf(ledger))
  return {
    reference: delivery.reference,
    type: action.type,
    itemTypeId: type.externalId,
    amountCents: action.amountCents,
    feeId,
    name: NAMES[delivery.kind],
    description: `${NAMES[delivery.kind]} of ${madeOn}`,
    notes: 'Entered by Feebridge',
  }
}

const NAMES: Record<StoredDelivery['kind'], string> = {
  charge: 'Charge',
  payment: 'Payment at the office',
  adjustment: 'Adjustment',
  waiver: 'Waiver',
  refund: 'Refund',
  'bounced-check': 'Bounced check',
  transfer: 'Transfer between fees',
  void: 'Correction',
}
