import type { EntryKind, FeeStory } from '../../contract/rows/fee.ts'
import { SYSTEM_IDS, SYSTEM_NAMES, type SystemId, TASKS } from '../../contract/tasks.ts'
import { balanceWords } from './balance.ts'
import { countWords } from './count.ts'
import { entriesNoun, entryWords } from './entry-words.ts'

/** One outside system as a stop on a fee's way. */
export interface PathStop {
  system: SystemId
  name: string
  /** False where no task connects Feebridge to it. */
  isConnected: boolean
  /** Entries that came from it. */
  cameIn: number
  /** Deliveries to it: settled well, and still open or in trouble. */
  delivered: number
  pending: number
  /** What passed between it and Feebridge, in words. */
  words: string
}

/** The way of one fee between the systems, with Feebridge in the middle. */
export interface FeePath {
  stops: PathStop[]
  balance: string
  /** The whole picture in one sentence, for those who do not see it. */
  sentence: string
}

/** Systems that some task of this version works with. */
const CONNECTED: ReadonlySet<SystemId> = new Set(Object.values(TASKS).map(task => task.system))

/** Where a fee came from and where it was sent: only what there is, with the other systems as not connected. */
export function feePath(story: Pick<FeeStory, 'fee' | 'entries' | 'deliveries'>): FeePath {
  const stops = SYSTEM_IDS.map(system => stopOf(system, story))
  const balance = `balance ${balanceWords(story.fee.balanceCents)}`
  const told = stops.filter(stop => stop.isConnected).map(stop => `${stop.name}: ${stop.words}`)
  const others = stops.filter(stop => !stop.isConnected).map(stop => stop.name)
  const rest = others.length === 0 ? '' : ` Not connected: ${others.join(', ')}.`
  return { stops, balance, sentence: `${told.join('. ')}. Feebridge: ${balance}.${rest}` }
}

function stopOf(
  system: SystemId,
  { fee, entries, deliveries }: Pick<FeeStory, 'fee' | 'entries' | 'deliveries'>,
): PathStop {
  const came = entries.filter(entry => entry.system === system)
  const sent = deliveries.filter(delivery => delivery.system === system)
  const delivered = sent.filter(({ state }) => state === 'delivered' || state === 'done').length
  const pending = sent.filter(({ state }) => !['delivered', 'done', 'cancelled', 'ignored'].includes(state)).length
  const isConnected = CONNECTED.has(system) || came.length > 0 || sent.length > 0
  const parts = [
    fee.system === system ? 'charged there' : '',
    countKinds(came.map(entry => entry.kind)),
    delivered > 0 ? `${countWords(delivered, 'change')} delivered to it` : '',
    pending > 0 ? `${countWords(pending, 'change')} not yet delivered` : '',
  ].filter(part => part !== '')
  return {
    system,
    name: SYSTEM_NAMES[system],
    isConnected,
    cameIn: came.length,
    delivered,
    pending,
    words: isConnected ? (parts.length === 0 ? 'does not know this fee' : parts.join('; ')) : 'not connected',
  }
}

/** `2 payments and 1 refund came from it`; the charge is told apart. */
function countKinds(kinds: readonly EntryKind[]): string {
  const counted = [
    ...Map.groupBy(
      kinds.filter(kind => kind !== 'charge'),
      kind => kind,
    ),
  ].map(([kind, found]) => countWords(found.length, entryWords(kind).toLowerCase(), entriesNoun(kind)))
  if (counted.length === 0) return ''
  const last = counted.at(-1) ?? ''
  return `${counted.length === 1 ? last : `${counted.slice(0, -1).join(', ')} and ${last}`} came from it`
}
