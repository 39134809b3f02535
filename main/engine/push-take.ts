import { type DeliveryAction, decideAction } from '../domain/delivery.ts'
import type { OutwardItem } from '../domain/system.ts'
import { dayInZone } from '../domain/zone.ts'
import type { StoredDelivery } from '../ledger/outbox.ts'
import type { Core } from './core.ts'
import { postType } from './gate.ts'
import type { CarryJob } from './push-carry.ts'
import { nowOf } from './run-context.ts'
import { readIiq, readIiqSetup, timeZoneOf } from './settings-store.ts'

/** Takes deliveries in their order until one can be carried out, and marks its attempt. Inside the turn's SQL transaction. */
export function takeNext(core: Core): CarryJob | null {
  const { ledger } = core
  for (;;) {
    const delivery = ledger.outbox.next('iiq', nowOf(core))
    if (delivery === null) return null
    if (delivery.state === 'unknown' && delivery.action === 'create') return { kind: 'look-up', delivery }
    const prepared = prepare(core, delivery)
    if (prepared !== null) return prepared
  }
}

/** Decides what is sent, freezes it, and marks the attempt; null when the delivery is held or cancelled instead. */
function prepare(core: Core, delivery: StoredDelivery): CarryJob | null {
  const { ledger } = core
  const action = delivery.action === null ? decide(core, delivery) : frozen(delivery)
  if (action === null) return null
  const body = action.action === 'create' ? bodyOf(core, delivery, action) : null
  if (action.action === 'create' && body === null) return null
  const at = nowOf(core)
  const limitMs = core.iiq(readIiqSetup(ledger, core.secrets)).wholeCallMs
  const endsAt = new Date(core.clock.nowMs() + limitMs).toISOString()
  ledger.outbox.begin(delivery.seq, {
    action: action.action,
    body: JSON.stringify(action.action === 'create' ? body : { externalId: action.externalId }),
    // Should the process die now, the attempt ends within one limit; only a limit after that an empty look-up says something.
    at: endsAt,
    lookUpAt: at,
    reason: 'It is being sent',
  })
  return action.action === 'create' && body !== null
    ? { kind: 'create', delivery, item: body }
    : { kind: 'remove', delivery, externalId: action.action === 'remove' ? action.externalId : '' }
}

function decide(core: Core, delivery: StoredDelivery): DeliveryAction | null {
  const { outbox } = core.ledger
  const about = delivery.aboutSeq === null ? null : outbox.bySeq(delivery.aboutSeq)
  const decision = decideAction({ kind: delivery.kind, amountCents: delivery.amountCents, about })
  if (decision.kind === 'send') return decision.action
  if (decision.kind === 'hold') outbox.hold(delivery.seq, decision.reason)
  else outbox.end(delivery.seq, { state: 'cancelled', externalId: null, reason: decision.reason, at: nowOf(core) })
  return null
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
