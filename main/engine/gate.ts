import type { OutboxGate } from '../../contract/rows/office.ts'
import { type Gate, holdOf } from '../domain/delivery.ts'
import { dayInZone } from '../domain/zone.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { WeighedDelivery } from '../ledger/outbox.ts'
import type { Core } from './core.ts'
import { readDistrict, readIiq, readTask, timeZoneOf } from './settings-store.ts'

/** Set while Incident IQ refuses the API Key, so that not every delivery has to find that out. */
export const KEY_REFUSED = 'iiq.key-refused'

/** What the switches say of deliveries to Incident IQ now. */
export function readGate(core: Core, catchUp: boolean): Gate {
  const { ledger, clock } = core
  const iiq = readIiq(ledger)
  const task = readTask(ledger, 'iiq-sync')
  const pausedUntil = ledger.settings.meta('paused-until')
  const isPaused = pausedUntil !== null && pausedUntil !== '' && Date.parse(pausedUntil) > clock.nowMs()
  const selected =
    iiq?.categoryMode === 'import' && iiq.categories !== undefined
      ? new Set(iiq.categories.map(id => id.toLowerCase()))
      : null
  return {
    taskOn: task.on,
    testMode: task.testMode,
    hasCredentials: iiq !== null && readDistrict(ledger) !== null && hasKey(core),
    pausedUntil: isPaused ? pausedUntil : null,
    instantOn: iiq?.instantPayments ?? false,
    exportOn: iiq?.exportPayments ?? false,
    adjustmentsOn: iiq?.exportAdjustments ?? false,
    paymentsSince: iiq?.paymentsSince ?? null,
    catchUp,
    paymentType: lackOf(postType(ledger, 'payment', iiq?.postPaymentsAs), 'payments'),
    adjustmentType: lackOf(postType(ledger, 'adjustment', iiq?.postAdjustmentsAs), 'adjustments'),
    isSelected: categoryKey => selected === null || (categoryKey !== null && selected.has(categoryKey)),
  }
}

function hasKey(core: Core): boolean {
  if (core.ledger.settings.meta(KEY_REFUSED) === '1') return false
  try {
    return core.secrets.read('iiq.apiKey') !== null
  } catch (error) {
    core.log.warn('The key store cannot be read, so nothing is delivered.', {
      error: error instanceof Error ? error.message : String(error),
    })
    return false
  }
}

/** The item type that a kind is posted as: the chosen one, else the only one. */
export type PostType =
  | { kind: 'type'; externalId: string }
  | { kind: 'none' | 'several' }
  | { kind: 'gone'; sku: string }

export function postType(ledger: Ledger, type: 'payment' | 'adjustment', chosenSku: string | undefined): PostType {
  const types = ledger.office.postTypes('iiq', type)
  if (chosenSku !== undefined) {
    const chosen = types.find(one => one.sku === chosenSku)
    return chosen === undefined ? { kind: 'gone', sku: chosenSku } : { kind: 'type', externalId: chosen.externalId }
  }
  const [only, second] = types
  if (only === undefined) return { kind: 'none' }
  return second === undefined ? { kind: 'type', externalId: only.externalId } : { kind: 'several' }
}

function lackOf(found: PostType, what: 'payments' | 'adjustments'): string | null {
  switch (found.kind) {
    case 'type':
      return null
    case 'none':
      return `Incident IQ has no item type for ${what}`
    case 'several':
      return `Incident IQ has several item types for ${what}: choose "post ${what} as" in Settings, Incident IQ`
    case 'gone':
      return `Incident IQ has no item type for ${what} with the Sku ${found.sku}: choose another in Settings, Incident IQ`
  }
}

/** Why one delivery is held, or null. */
export function weighOne(one: WeighedDelivery, gate: Gate, timeZone: string): string | null {
  return holdOf(
    {
      kind: one.kind,
      aboutKind: one.aboutKind,
      aboutState: one.aboutState,
      aboutSystem: one.aboutSystem,
      isInstant: one.isInstant === 1,
      madeOn: dayInZone(Date.parse(one.createdAt), timeZone),
      categoryKey: one.categoryKey,
      isMissingThere: one.isMissingThere === 1,
    },
    gate,
  )
}

/** What a live run's PUSH step would send now, held and let go in a scratch copy of the ledger (T1). */
export function weighAsLive(core: Core, scratch: Ledger): void {
  const gate = { ...readGate({ ...core, ledger: scratch }, true), testMode: false }
  scratch.transact(() => weighDeliveries({ ...core, ledger: scratch }, gate))
}

/** Holds and lets go what the switches decide now. Writes only what changes; inside an SQL transaction. */
export function weighDeliveries(core: Core, gate: Gate): void {
  const timeZone = timeZoneOf(core.ledger)
  for (const one of core.ledger.outbox.weighed('iiq')) {
    const reason = weighOne(one, gate, timeZone)
    if (reason === null && one.state === 'held') core.ledger.outbox.release(one.seq)
    else if (reason !== null && (one.state !== 'held' || one.reason !== reason))
      core.ledger.outbox.hold(one.seq, reason)
  }
}

/** The gate as the window shows it: which conditions of an instant delivery are met, and what waits. */
export function describeGate(core: Core): OutboxGate {
  const gate = readGate(core, false)
  const count = new Map(core.ledger.outbox.countUnsettled('iiq').map(one => [one.state, one.count]))
  const missing = [
    ...(gate.taskOn ? [] : ['iiQ Sync is off']),
    ...(gate.hasCredentials ? [] : ['the credentials of Incident IQ are missing or not valid']),
    ...(gate.instantOn ? [] : ['Instantly Export Payments is off']),
    ...(gate.testMode ? ['iiQ Sync is in test mode'] : []),
    ...(gate.pausedUntil === null ? [] : ['the bridge is paused']),
    ...(gate.paymentType === null ? [] : [lowerFirst(gate.paymentType)]),
  ]
  const offline = core.openedIiq()?.offlineSince() ?? null
  return {
    taskOn: gate.taskOn,
    credentials: gate.hasCredentials,
    instantOn: gate.instantOn,
    open: missing.length === 0,
    message:
      missing.length > 0
        ? `A payment taken now is kept and not sent at once: ${missing.join(', ')}.`
        : offline === null
          ? 'A payment taken now is sent to Incident IQ at once.'
          : 'Incident IQ cannot be reached; a payment taken now is sent when it can be again.',
    waiting: count.get('waiting') ?? 0,
    unknown: count.get('unknown') ?? 0,
    failed: count.get('failed') ?? 0,
    refused: core.ledger.outbox.countRefused('iiq'),
    held: core.ledger.outbox.heldReasons('iiq'),
  }
}

/** The start of a sentence within another; a name at its start keeps its capital. */
function lowerFirst(text: string): string {
  return text.startsWith('Incident') ? text : text.charAt(0).toLowerCase() + text.slice(1)
}
