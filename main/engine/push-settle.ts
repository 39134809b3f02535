import { assertNever } from '../../contract/assert-never.ts'
import { LIMITS } from '../../contract/limits.ts'
import { formatMoney } from '../../contract/money.ts'
import { deliveryBackoffMs, judgeLookup } from '../domain/delivery.ts'
import type { PlannedError } from '../domain/fee-plan.ts'
import type { LookupAnswer, SendAnswer } from '../domain/system.ts'
import type { StoredDelivery } from '../ledger/outbox.ts'
import type { Core } from './core.ts'
import { KEY_REFUSED, readGate, weighDeliveries } from './gate.ts'
import type { PushCounts } from './push.ts'
import type { Carried } from './push-carry.ts'
import { nowOf } from './run-context.ts'
import { readIiqSetup } from './settings-store.ts'

/** An early look-up, which can only find: a moment after the answer failed to come. */
const EARLY_LOOKUP_MS = 1_000
/** How long the line is left alone when it was not there. */
const NO_LINE_MS = 5_000

/** The key of the sync error about one delivery. */
export const deliveryKey = (id: string): string => `delivery:${id}`

/** What the outbox knows beside the ledger while it settles: the run that it pushes for, and from when on empty look-ups count (see push.ts). */
export interface PushState {
  runSeq: number | null
  emptyCountsFromMs: Map<number, number>
  /** When this process opened the ledger, by its own clock: whoever held it before is dead, and so are its attempts. */
  openedTick: number
  /** Set to the delivery that may be sent again now. */
  sendsAgain: number | null
}

/** Writes what came of one attempt or look-up (D2 to D6). Inside the turn's SQL transaction. Gives how the run counts it. */
export function settleCarried(core: Core, carried: Carried, state: PushState): keyof PushCounts {
  const delivery = core.ledger.outbox.bySeq(carried.job.delivery.seq)
  if (delivery === null) throw new Error('A delivery has gone.')
  const place: Place = Object.assign(state, { core, delivery, carried })
  // Meanwhile the pull may have brought it back under our mark (I4), or a clerk may have said what became of it.
  if (isSettled(delivery)) return 'delivered'
  switch (carried.kind) {
    case 'sent':
      return settleSent(place, carried.answer)
    case 'looked-up':
      return settleLookup(place, carried.answer)
    case 'not-askable':
      return giveUp(place, 'delivery-unknown', carried.message, ASK_THERE)
    default:
      return assertNever(carried)
  }
}

interface Place extends PushState {
  core: Core
  delivery: StoredDelivery
  carried: Carried
}

const ASK_THERE =
  'Look in Incident IQ whether it is there. Then mark it as sent, or try it again: it is never sent again by itself.'

function isSettled({ state }: StoredDelivery): boolean {
  return ['delivered', 'refused', 'cancelled', 'done', 'ignored'].includes(state)
}

function settleSent(place: Place, answer: SendAnswer): keyof PushCounts {
  const { core, delivery } = place
  switch (answer.kind) {
    case 'done':
      return deliver(place, answer.externalId)
    case 'refused':
      core.ledger.outbox.end(delivery.seq, {
        state: 'refused',
        externalId: null,
        reason: answer.message,
        at: nowOf(core),
      })
      raise(
        place,
        'delivery-refused',
        answer.message,
        'Try it again when the cause is mended, mark it as sent if it was entered there by hand, or ignore it.',
      )
      letDependentsGo(place)
      return 'failed'
    case 'later':
      return retryLater(place, answer)
    case 'unknown':
      place.emptyCountsFromMs.set(delivery.seq, place.carried.endedTick + limitOf(core))
      core.ledger.outbox.put(delivery.seq, {
        state: 'unknown',
        nextAt: inMs(core, EARLY_LOOKUP_MS),
        reason: `${answer.message} Whether it was carried out is not known yet; it is looked up before anything is sent again.`,
        endedAt: new Date(place.carried.endedMs).toISOString(),
      })
      return 'unfinished'
    default:
      return assertNever(answer)
  }
}

function deliver(place: Place, externalId: string | null): 'delivered' {
  const { core, delivery } = place
  const at = nowOf(core)
  core.ledger.outbox.end(delivery.seq, { state: 'delivered', externalId, reason: null, at })
  core.ledger.errors.close(deliveryKey(delivery.id), 'resolved', at, 'Incident IQ')
  core.ledger.errors.close(LINE_KEY, 'resolved', at, 'Incident IQ')
  letDependentsGo(place)
  return 'delivered'
}

/** One error for a key that is refused: each delivery would say the same. */
const LINE_KEY = 'push:iiq'

function retryLater(place: Place, answer: Extract<SendAnswer, { kind: 'later' }>): keyof PushCounts {
  const { core, delivery } = place
  const { outbox } = core.ledger
  if (answer.cause === 'credentials') {
    outbox.put(delivery.seq, { state: 'waiting', nextAt: null, reason: answer.message, uncounted: true })
    core.ledger.settings.setMeta(KEY_REFUSED, '1')
    weighDeliveries(core, readGate(core, false))
    raiseError(place, {
      key: LINE_KEY,
      cause: 'credentials',
      message: answer.message,
      remedy: 'Enter a valid API Key in Settings, Incident IQ. What waits is sent then.',
      actions: [{ kind: 'open-settings', page: 'iiq' }, { kind: 'ignore' }],
    })
    return 'unfinished'
  }
  const noLine = answer.cause === 'offline' || answer.cause === 'unreachable' || answer.cause === 'cancelled'
  if (noLine) {
    // Nothing left the house: the queue grows quietly until the line is back.
    outbox.put(delivery.seq, {
      state: 'waiting',
      nextAt: inMs(core, NO_LINE_MS),
      reason: answer.message,
      uncounted: true,
    })
    return 'unfinished'
  }
  if (delivery.attempts >= LIMITS.deliveryAttempts) {
    const message = `It was tried ${delivery.attempts} times. ${answer.message}`
    return giveUp(
      place,
      'delivery-failed',
      message,
      'Try it again later, mark it as sent if it was entered there by hand, or ignore it.',
    )
  }
  // A pause that the system asked for is at least as long as it said; many short ones must not use the attempts up.
  const pauseMs = core.openedIiq()?.readyInMs() ?? 0
  const waitMs = Math.max(pauseMs, deliveryBackoffMs(delivery.attempts, Math.random()))
  outbox.put(delivery.seq, { state: 'waiting', nextAt: inMs(core, waitMs), reason: answer.message })
  return 'unfinished'
}

function settleLookup(place: Place, answer: LookupAnswer): keyof PushCounts {
  const { core, delivery, carried } = place
  const { outbox } = core.ledger
  if (answer.kind === 'dropped') {
    core.ledger.settings.setMeta('iiq.cannot-find', '1')
    return giveUp(place, 'delivery-unknown', answer.message, ASK_THERE)
  }
  const limitMs = limitOf(core)
  const endedMs = endOfAttempt(place, limitMs)
  if (answer.kind === 'failed') {
    outbox.put(delivery.seq, {
      state: 'unknown',
      nextAt: inMs(core, answer.cause === 'offline' ? NO_LINE_MS : Math.min(limitMs, LIMITS.deliveryFirstRetryMs)),
      reason: `It could not be looked up: ${answer.message}`,
      emptyLookups: delivery.emptyLookups,
    })
    return 'unfinished'
  }
  const waitsMs = Math.max(
    endedMs + (delivery.emptyLookups + 1) * limitMs - carried.startedMs,
    (place.emptyCountsFromMs.get(delivery.seq) ?? carried.startedTick) - carried.startedTick,
  )
  const counts = waitsMs <= 0
  const verdict = judgeLookup(answer.externalIds, delivery.emptyLookups, counts)
  switch (verdict.kind) {
    case 'found':
      return deliver(place, verdict.externalId)
    case 'twice':
      return giveUp(
        place,
        'delivery-doubled',
        `Incident IQ has it ${verdict.externalIds.length} times (${verdict.externalIds.join(', ')}).`,
        'Remove the surplus in Incident IQ, then mark it as sent.',
      )
    case 'look-again': {
      // The second one says something only a limit after the first, however late that was.
      if (counts) place.emptyCountsFromMs.set(delivery.seq, carried.endedTick + limitMs)
      outbox.put(delivery.seq, {
        state: 'unknown',
        nextAt: inMs(core, Math.max(EARLY_LOOKUP_MS, counts ? limitMs : waitsMs)),
        reason: 'It was not found there; it is looked up again before anything is sent again.',
        emptyLookups: delivery.emptyLookups + (counts ? 1 : 0),
        endedAt: new Date(endedMs).toISOString(),
      })
      return 'unfinished'
    }
    case 'send-again':
      return sendAgain(place)
    default:
      return assertNever(verdict)
  }
}

/**
 * When the last attempt ended, by the ledger's clock, UTC ms; a limit ahead when the process died in it, and then at the latest when this one began. Further
 * ahead means that the clock was set back since: then it counts as ended now.
 */
function endOfAttempt({ core, delivery, carried, openedTick, emptyCountsFromMs }: Place, limitMs: number): number {
  const endedMs = Date.parse(delivery.attemptedAt ?? nowOf(core))
  if (endedMs > carried.startedMs + limitMs) return carried.startedMs
  const openedMs = carried.startedMs - Math.floor(carried.startedTick - openedTick)
  const isOfTheDead = !emptyCountsFromMs.has(delivery.seq) && endedMs - limitMs < openedMs
  return isOfTheDead ? Math.min(endedMs, openedMs) : endedMs
}

/** The longest that one attempt can take, ms. */
function limitOf(core: Core): number {
  return core.iiq(readIiqSetup(core.ledger, core.secrets)).wholeCallMs
}

/** Twice it was not there: it may be sent again, unless it has been taken back meanwhile; then nothing is sent at all (D6). */
function sendAgain(place: Place): keyof PushCounts {
  const { core, delivery } = place
  const { outbox } = core.ledger
  const whole = outbox
    .takingBack(delivery.seq)
    .find(one => one.kind === 'void' && one.amountCents === -delivery.amountCents)
  if (whole !== undefined) {
    const end = { state: 'cancelled' as const, externalId: null, at: nowOf(core) }
    outbox.end(delivery.seq, { ...end, reason: 'It was not carried out, and it was taken back meanwhile.' })
    outbox.end(whole.seq, { ...end, reason: 'What it takes back was never carried out.' })
    core.ledger.errors.close(deliveryKey(delivery.id), 'resolved', end.at, 'Feebridge')
    letDependentsGo(place)
    return 'delivered'
  }
  if (delivery.attempts >= LIMITS.deliveryAttempts)
    return giveUp(
      place,
      'delivery-failed',
      `It was tried ${delivery.attempts} times, and each time no answer came and it was not found there.`,
      'Try it again later, mark it as sent if it was entered there by hand, or ignore it.',
    )
  // Sent in this very turn, or looked up once more before: what was not there then may be there later.
  outbox.put(delivery.seq, {
    state: 'unknown',
    nextAt: nowOf(core),
    reason: 'It was not found there twice, so it is sent again.',
    emptyLookups: delivery.emptyLookups,
  })
  place.sendsAgain = delivery.seq
  return 'unfinished'
}

/** Ends the attempts as a sync error; the delivery stays unsettled until a clerk, or a later success, settles it (D3). */
function giveUp(place: Place, cause: keyof typeof FATES, message: string, remedy: string): 'failed' {
  place.core.ledger.outbox.put(place.delivery.seq, { state: 'failed', nextAt: null, reason: message })
  raise(place, cause, message, remedy)
  return 'failed'
}

/** What is known of a delivery that needs the clerk, as the end of a sentence. */
const FATES = {
  'delivery-failed': 'did not reach Incident IQ',
  'delivery-refused': 'did not reach Incident IQ',
  'delivery-unknown': 'may have reached Incident IQ or not',
  'delivery-doubled': 'reached Incident IQ more than once',
} as const

function raise(place: Place, cause: keyof typeof FATES, message: string, remedy: string): void {
  const { delivery } = place
  const what = `${WORDS[delivery.kind]} of ${formatMoney(Math.abs(delivery.amountCents))} ${FATES[cause]}.`
  const deliveryId = delivery.id
  raiseError(place, {
    key: deliveryKey(delivery.id),
    cause,
    message: `${what} ${message}`,
    remedy,
    actions: [
      { kind: 'retry-delivery', deliveryId },
      { kind: 'mark-sent', deliveryId },
      { kind: 'ignore-delivery', deliveryId },
    ],
  })
}

function raiseError(place: Place, error: Omit<PlannedError, 'importSeq' | 'again'>): void {
  const { core, delivery, runSeq } = place
  const feeSeq = error.key === LINE_KEY ? null : delivery.feeSeq
  core.ledger.errors.raise(
    { ...error, importSeq: null, again: true },
    { system: 'iiq', task: 'iiq-sync', runSeq, feeSeq, at: nowOf(core) },
  )
}

const WORDS: Record<StoredDelivery['kind'], string> = {
  charge: 'A charge',
  payment: 'A payment',
  adjustment: 'An adjustment',
  waiver: 'A waiver',
  refund: 'A refund',
  'bounced-check': 'A bounced check',
  transfer: 'A transfer',
  void: 'A void',
}

/** What waited for this one is decided anew. */
function letDependentsGo({ core, delivery }: Place): void {
  for (const seq of core.ledger.outbox.waitingFor(delivery.seq)) core.ledger.outbox.release(seq)
}

function inMs(core: Core, ms: number): string {
  return new Date(core.clock.nowMs() + ms).toISOString()
}
