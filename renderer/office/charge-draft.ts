import type { CallRequest } from '../../contract/calls.ts'
import { amountText, amountTrouble, typedCents } from '../format/amount.ts'

/** A charge as it is typed. */
export interface ChargeDraft extends Record<string, string> {
  /** `one`, or how many are named: `students`, `place`, `assets`. */
  target: string
  /** A person's id, and the name that stands for it. */
  student: string
  studentName: string
  names: string
  place: string
  grade: string
  sku: string
  amount: string
  location: string
  asset: string
  ticket: string
  dueOn: string
  description: string
}

export const EMPTY_CHARGE: ChargeDraft = {
  target: 'one',
  student: '',
  studentName: '',
  names: '',
  place: '',
  grade: '',
  sku: '',
  amount: '',
  location: '',
  asset: '',
  ticket: '',
  dueOn: '',
  description: '',
}

/** What keeps a charge from being entered, by field. */
export function wrongInCharge(value: ChargeDraft): { [Field in keyof ChargeDraft]?: string } {
  const amount = amountTrouble(value.amount)
  return {
    ...(value.sku === '' ? { sku: 'Choose what is charged.' } : {}),
    ...(amount === null ? {} : { amount }),
    ...(value.target === 'one' && value.student === '' ? { student: 'Choose the student.' } : {}),
    ...(['students', 'assets'].includes(value.target) && namesOf(value).length === 0
      ? { names: 'Say who is charged.' }
      : {}),
    ...(value.target === 'place' && value.place === '' && value.grade.trim() === ''
      ? { place: 'Choose a location or a grade.' }
      : {}),
  }
}

/** What every charge says; what is left out the engine fills in: the student's location, the usual due date. */
export function whatOf(value: ChargeDraft) {
  const { location, dueOn } = value
  const description = value.description.trim()
  return {
    sku: value.sku,
    amount: amountText(typedCents(value.amount) ?? 0),
    ...(location === '' ? {} : { location }),
    ...(dueOn === '' ? {} : { dueOn }),
    ...(description === '' ? {} : { description }),
  }
}

/** What the charge of one student hangs on besides. */
export function hangsOn({ asset, ticket }: ChargeDraft): { asset?: string; ticket?: string } {
  return {
    ...(asset.trim() === '' ? {} : { asset: asset.trim() }),
    ...(ticket.trim() === '' ? {} : { ticket: ticket.trim() }),
  }
}

function namesOf({ names }: ChargeDraft): string[] {
  return names.split(/[\n,;]+/).flatMap(name => (name.trim() === '' ? [] : [name.trim()]))
}

/** The request of a charge of many; null for one student, and while it is not said who, what and how much. */
export function bulkOf(value: ChargeDraft): CallRequest<'fees.addMany'> | null {
  if (value.target === 'one' || value.sku === '' || amountTrouble(value.amount) !== null) return null
  if (value.target === 'place') {
    const grade = value.grade.trim()
    if (value.place === '' && grade === '') return null
    const to = { ...(value.place === '' ? {} : { location: value.place }), ...(grade === '' ? {} : { grade }) }
    return { to, ...whatOf(value) }
  }
  const names = namesOf(value)
  if (names.length === 0) return null
  return { to: value.target === 'assets' ? { assets: names } : { students: names }, ...whatOf(value) }
}
