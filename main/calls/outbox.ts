import { Refusal } from '../../contract/app-error.ts'
import type { DeliveryRow } from '../../contract/rows/fee.ts'
import type { Grant } from '../engine/access.ts'
import type { Core } from '../engine/core.ts'
import { describeGate } from '../engine/gate.ts'
import { requireHere } from '../engine/office.ts'
import { deliveryKey } from '../engine/push-settle.ts'
import { nowOf } from '../engine/run-context.ts'
import { readIiqSetup, whyNotReady } from '../engine/settings-store.ts'
import type { StoredDelivery } from '../ledger/outbox.ts'
import type { Handlers } from './handlers.ts'

/** What a clerk says of a delivery: try again, sent by hand, not to be sent (D2, D4). */
export const outboxHandlers: Handlers<'outbox.gate' | 'outbox.retry' | 'outbox.done' | 'outbox.ignore'> = {
  'outbox.gate': core => describeGate(core),
  'outbox.retry': async (core, { id, wait }, { operator, grant }) => {
    const delivery = findDelivery(core, id, grant)
    refuseUnderWay(core, delivery)
    if (!['waiting', 'held', 'unknown', 'failed', 'refused'].includes(delivery.state))
      throw new Refusal('refused', `This delivery is ${delivery.state}: there is nothing to try again.`, 'id')
    act(core, delivery, { operator, action: 'outbox.retry' }, () => {
      // What may have been carried out is looked up first; where nobody can be asked, the clerk's word counts.
      const mayBeThere = delivery.state !== 'refused' && delivery.attempts > 0 && delivery.action === 'create'
      core.ledger.outbox.reopen(delivery.seq, mayBeThere && canBeAsked(core) ? 'unknown' : 'waiting')
    })
    // A key that was refused may be right again: the clerk wants to know.
    core.push.tryKeyAgain()
    if (wait === true || !core.delivers) {
      core.push.poke()
      await core.push.settled([id])
    }
    return rowOf(core, id)
  },
  'outbox.done': (core, { id }, { operator, grant }) =>
    settle(core, findDelivery(core, id, grant), { operator, state: 'done' }),
  'outbox.ignore': (core, { id }, { operator, grant }) =>
    settle(core, findDelivery(core, id, grant), { operator, state: 'ignored' }),
}

/** Whether Incident IQ finds by reference. Its profile is in the settings, also where this process has asked it nothing yet. */
function canBeAsked({ ledger, secrets, iiq }: Core): boolean {
  if (ledger.settings.meta('iiq.cannot-find') === '1') return false
  return whyNotReady(ledger, secrets) !== null || iiq(readIiqSetup(ledger, secrets)).canFindByReference
}

function settle(
  core: Core,
  delivery: StoredDelivery,
  by: { operator: string; state: 'done' | 'ignored' },
): DeliveryRow {
  const { operator, state } = by
  refuseUnderWay(core, delivery)
  if (!['waiting', 'held', 'unknown', 'failed', 'refused'].includes(delivery.state))
    throw new Refusal('refused', `This delivery is ${delivery.state} already.`, 'id')
  act(core, delivery, { operator, action: `outbox.${state === 'done' ? 'done' : 'ignore'}` }, () => {
    const reason = state === 'done' ? `${operator} has entered it by hand.` : `${operator} decided not to send it.`
    core.ledger.outbox.endByClerk(delivery.seq, { state, reason, at: nowOf(core) })
  })
  core.push.weigh()
  return rowOf(core, delivery.id)
}

/** What is on its way at this moment cannot be called back, and is not decided about before it is known what became of it. */
function refuseUnderWay(core: Core, { seq }: StoredDelivery): void {
  if (core.push.isUnderWay(seq))
    throw new Refusal('busy', 'This delivery is being sent at this moment. Decide when its outcome is known.', 'id')
}

function act(core: Core, delivery: StoredDelivery, by: { operator: string; action: string }, work: () => void): void {
  const { ledger } = core
  const at = nowOf(core)
  ledger.transact(() => {
    work()
    ledger.errors.close(deliveryKey(delivery.id), 'resolved', at, by.operator)
    for (const one of ledger.outbox.takingBack(delivery.seq)) ledger.outbox.release(one.seq)
    ledger.audit.append({
      at,
      actor: by.operator,
      action: by.action,
      subject: delivery.id,
      facts: { state: delivery.state },
    })
  })
  core.changed('fees', 'status', 'errors')
}

/** The delivery; refused where the operator may not act at its fee's location. */
function findDelivery(core: Core, id: string, grant: Grant | undefined): StoredDelivery {
  const found = core.ledger.outbox.byId(id)
  if (found === null) throw new Refusal('not-found', `There is no delivery ${id}.`, 'id')
  requireHere({ core, grant }, null, core.ledger.fees.bySeq(found.feeSeq)?.locationSeq ?? null)
  return found
}

function rowOf(core: Core, id: string): DeliveryRow {
  const row = core.ledger.outbox.row(id)
  if (row === null) throw new Refusal('not-found', `There is no delivery ${id}.`, 'id')
  return row
}
