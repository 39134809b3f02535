import type { LookupAnswer, OutwardItem, SendAnswer, SystemPort } from '../domain/system.ts'
import type { StoredDelivery } from '../ledger/outbox.ts'
import type { Core } from './core.ts'

/** One thing to do at the other side, already marked in the ledger, and the way there. */
export type CarryJob = { delivery: StoredDelivery; port: SystemPort } & (
  | { kind: 'create'; item: OutwardItem }
  | { kind: 'remove'; externalId: string }
  | { kind: 'look-up' }
)

/** What came of it. `startedMs` and `endedMs` are by the ledger's clock, UTC ms; the ticks are by this process's own, which is never set. */
export type Carried = { job: CarryJob; startedMs: number; endedMs: number; startedTick: number; endedTick: number } & (
  | { kind: 'sent'; answer: SendAnswer }
  | { kind: 'looked-up'; answer: LookupAnswer }
  | { kind: 'not-askable'; message: string }
)

/** Does it. Never throws for what a network or a server can do; outside of any SQL transaction. */
export async function carryOut(core: Core, job: CarryJob, signal: AbortSignal): Promise<Carried> {
  const startedMs = core.clock.nowMs()
  const startedTick = performance.now()
  const { port } = job
  const ended = () => ({ job, startedMs, endedMs: core.clock.nowMs(), startedTick, endedTick: performance.now() })
  switch (job.kind) {
    case 'create': {
      const answer = await port.create(job.item, signal)
      return { kind: 'sent', answer, ...ended() }
    }
    case 'remove':
      return { kind: 'sent', answer: await port.remove(job.externalId, signal), ...ended() }
    case 'look-up': {
      if (!port.canFindByReference || core.ledger.settings.meta('iiq.cannot-find') === '1') {
        const message = 'Incident IQ cannot be asked whether this was carried out.'
        return { kind: 'not-askable', message, ...ended() }
      }
      const answer = await port.findByReference(job.delivery.reference, signal)
      return { kind: 'looked-up', answer, ...ended() }
    }
  }
}
