import { assertNever } from '../../contract/assert-never.ts'
import { formatMoney } from '../../contract/money.ts'
import type { EntryKind, EntryRow, FeeStory } from '../../contract/rows/fee.ts'
import { SYSTEM_NAMES } from '../../contract/tasks.ts'
import { countWords } from './count.ts'
import { entriesNoun, entryWords } from './entry-words.ts'
import { type EntryLine, feeTimeline } from './fee-timeline.ts'
import { dayOf, shortDayWords } from './time.ts'

/** A longer story is told by its charge and the sums of the rest: nobody reads two thousand sentences. */
const TOLD_SINGLY_MOST = 12

/** What happened to a fee's balance, a sentence an entry; a long story in sums. */
export function explainEntries(
  story: FeeStory,
  { todayOn, timeZone }: { todayOn: string; timeZone: string },
): string[] {
  const lines = feeTimeline({ ...story, notes: [] }).filter(line => line.kind === 'entry')
  const { amountCents } = story.fee
  const tell = (line: EntryLine) =>
    explainEntry(line, { todayOn, timeZone, amountCents, entries: story.entries, isFirst: line === lines[0] })
  if (lines.length <= TOLD_SINGLY_MOST) return lines.map(tell)
  const [first, ...rest] = lines
  return first === undefined ? [] : [tell(first), ...sumUp(rest, todayOn)]
}

interface Telling {
  todayOn: string
  timeZone: string
  /** What the fee costs, with its adjustments. */
  amountCents: number
  /** All of the fee's entries. */
  entries: readonly EntryRow[]
  /** The fee's first entry begins the story. */
  isFirst: boolean
}

function explainEntry(line: EntryLine, telling: Telling): string {
  const { entry } = line
  const amount = formatMoney(Math.abs(entry.amountCents))
  const day = shortDayWords(entry.occurredOn, telling.todayOn)
  const whence = `${sourceWords(line, telling)}${reasonWords(entry)}`
  switch (entry.kind) {
    case 'charge':
      return `${amount} was charged on ${day}, ${whence}.`
    case 'payment':
      return entry.system === 'feebridge' && entry.operator !== null
        ? `${entry.operator} took ${amount}${tenderWords(entry)} on ${day}${receiptWords(entry)}${reasonWords(entry)}.`
        : `${amount} was paid on ${day}, ${whence}.`
    case 'refund':
      return `${amount} was given back on ${day}, ${whence}.`
    case 'bounced-check':
      return `${checkWords(entry, telling)} bounced: ${amount} that it paid was taken off again on ${day}, ${entry.operator === null ? '' : 'entered '}${whence}.`
    case 'waiver':
      return explainWaiver(line, telling)
    case 'adjustment':
      return `The amount went ${entry.amountCents < 0 ? 'down' : 'up'} by ${amount} on ${day}, ${whence}.`
    case 'transfer':
      return explainTransfer(line, telling)
    case 'void':
      return explainVoid(line, telling)
    default:
      return assertNever(entry.kind)
  }
}

/** The engine's own words name the other fee (`Moved to Band shirt`); a transfer without them only says which way the money went. */
function explainTransfer(line: EntryLine, telling: Telling): string {
  const { amountCents, operator, occurredOn, reason } = line.entry
  const amount = formatMoney(Math.abs(amountCents))
  const day = shortDayWords(occurredOn, telling.todayOn)
  const [, way, other] = /^Moved (to|from) (.+)$/s.exec(reason ?? '') ?? []
  if (operator !== null && other !== undefined)
    return `${operator} moved ${amount} ${way === 'to' ? 'to' : 'here from'} ${other.replace(/\.$/, '')} on ${day}.`
  const where = amountCents < 0 ? 'here from' : 'from here to'
  return `${amount} was moved ${where} another fee of the student on ${day}, ${sourceWords(line, telling)}${reasonWords(line.entry)}.`
}

/** How a payment was made at the office: ` in cash`, ` by check 1042`. */
function tenderWords({ method, checkNumber }: EntryRow): string {
  switch (method) {
    case null:
    case 'other':
      return ''
    case 'cash':
      return ' in cash'
    case 'check':
      return checkNumber === null ? ' by check' : ` by check ${checkNumber}`
    case 'card':
      return ' by card'
    default:
      return assertNever(method)
  }
}

function receiptWords({ receipt }: EntryRow): string {
  return receipt === null ? '' : `, receipt ${receipt.number}`
}

/** The check that bounced, by its number where that is known: it may have paid other fees too. */
function checkWords({ takesBackEntryId }: EntryRow, { entries }: Telling): string {
  const checkNumber = entries.find(entry => entry.id === takesBackEntryId)?.checkNumber ?? null
  return checkNumber === null ? 'A check' : `Check ${checkNumber}`
}

/** The bridge's own waivers say which rule they are of (W2, W3); a person's say who and why (M3). */
function explainWaiver(line: EntryLine, telling: Telling): string {
  const { entry } = line
  const amount = formatMoney(Math.abs(entry.amountCents))
  const rest = -entry.amountCents === telling.amountCents ? 'All of it' : 'What was left'
  const what = line.balanceCents === 0 ? `${rest}, ${amount},` : amount
  const day = shortDayWords(entry.occurredOn, telling.todayOn)
  return isByRule(entry)
    ? `${what} was waived by Feebridge on ${day}${becauseWords(entry.reason)}.`
    : `${what} was waived on ${day}, ${sourceWords(line, telling)}${reasonWords(entry)}.`
}

/** A void counts for the day of what it takes back; told is the day on which that was done. */
function explainVoid({ entry, voids }: EntryLine, { todayOn, timeZone }: Telling): string {
  const day = shortDayWords(dayOf(Date.parse(entry.recordedAt), timeZone), todayOn)
  const what =
    voids === null
      ? 'an entry'
      : `the ${entryWords(voids.kind).toLowerCase()} of ${formatMoney(Math.abs(voids.amountCents))} of ${shortDayWords(voids.occurredOn, todayOn)}`
  const why = entry.operator === null ? becauseWords(entry.reason) : `, by ${entry.operator}${reasonWords(entry)}`
  return `On ${day} ${what} was voided${why}: it counts as if it had never been.`
}

/** True for what the bridge entered by a rule of its own, in nobody's name. */
function isByRule(entry: EntryRow): boolean {
  return entry.system === 'feebridge' && entry.operator === null
}

/** The engine's own reasons as the end of a sentence; any other is quoted. */
function becauseWords(reason: string | null): string {
  if (reason === null) return ''
  switch (reason) {
    case 'Nothing is due in Incident IQ':
      return ', because Incident IQ says that nothing is due any more'
    case 'No longer in Incident IQ':
      return ', because it is no longer in Incident IQ'
    case 'Deleted in Incident IQ':
      return ', because it was deleted in Incident IQ'
    case 'Changed in Incident IQ':
      return ', because it was changed in Incident IQ'
    case 'The fee is back in Incident IQ':
      return ', because the fee is back in Incident IQ'
    case 'Incident IQ lists what settled it':
      return ', because Incident IQ now lists what settled it'
    default:
      return ` (“${reason}”)`
  }
}

/** Where it came from: `from Incident IQ` for a charge, `in Incident IQ` for what happened there, or who did it at the office. */
function sourceWords({ entry }: EntryLine, { isFirst }: Telling): string {
  if (entry.system !== 'feebridge') return `${isFirst ? 'from' : 'in'} ${SYSTEM_NAMES[entry.system]}`
  return entry.operator === null ? 'by Feebridge' : `by ${entry.operator}`
}

function reasonWords({ reason }: EntryRow): string {
  return reason === null || reason === '' ? '' : ` (“${reason.replace(/\.$/, '')}”)`
}

/** Sums of a long story, a sentence a kind of entry in the order in which they first came. What was voided is summed up beside its voids. */
function sumUp(lines: readonly EntryLine[], todayOn: string): string[] {
  const byKind = Map.groupBy(lines, line => line.entry.kind)
  return [...byKind].map(([kind, found]) => sumOfKind(kind, found, todayOn))
}

function sumOfKind(kind: EntryKind, lines: readonly EntryLine[], todayOn: string): string {
  const cents = lines.reduce((sum, line) => sum + line.entry.amountCents, 0)
  const days = lines.map(line => line.entry.occurredOn).sort()
  const [first, last] = [days[0] ?? '', days.at(-1) ?? '']
  const when =
    first === last
      ? `on ${shortDayWords(first, todayOn)}`
      : `from ${shortDayWords(first, todayOn)} to ${shortDayWords(last, todayOn)}`
  const verb = (word: string) => (lines.length === 1 ? `${word}s` : word)
  const effect =
    cents === 0
      ? `${verb('change')} nothing in all`
      : cents < 0
        ? `${verb('take')} ${formatMoney(-cents)} off what is owed`
        : `${verb('add')} ${formatMoney(cents)} to what is owed`
  return `${countWords(lines.length, entryWords(kind).toLowerCase(), entriesNoun(kind))} ${when} ${effect}.`
}
