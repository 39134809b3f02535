import { formatMoney } from '../../contract/money.ts'
import type { PaymentMethod } from '../../contract/rows/office.ts'

const DAY = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' })

/** A day (`YYYY-MM-DD`) as papers say it: `Nov 20, 2026`. */
export function sayDay(day: string): string {
  return DAY.format(Date.parse(`${day}T00:00:00Z`))
}

/** A UTC time as clocks of a zone show it: `Nov 20, 2026, 2:30 PM`. */
export function sayMoment(at: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'medium', timeStyle: 'short' })
  // Some versions of ICU put a narrow blank before AM and PM, others a plain one: papers of the same data are the same.
  return format.format(Date.parse(at)).replace(/\s/g, ' ')
}

/** What is due, with a credit in words: `$12.00`, `credit $4.00`. */
export function sayDue(cents: number): string {
  return cents < 0 ? `credit ${formatMoney(-cents)}` : formatMoney(cents)
}

const METHOD_WORDS: Record<PaymentMethod, string> = {
  cash: 'cash',
  check: 'check',
  card: 'card',
  other: 'other means',
}

/** How money was taken: `check 1042`. */
export function sayMethod(method: PaymentMethod, checkNumber: string | null): string {
  return checkNumber === null ? METHOD_WORDS[method] : `${METHOD_WORDS[method]} ${checkNumber}`
}

/** With a capital in front. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** Papers quote names, not essays. */
const LONGEST_TEXT = 300

/** Text of any origin as one line that can be drawn: composed letters, no control characters, not endless. */
export function plainText(text: string): string {
  const line = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ')
    .trim()
  const letters = [...line]
  return letters.length > LONGEST_TEXT ? `${letters.slice(0, LONGEST_TEXT - 1).join('')}…` : line
}
