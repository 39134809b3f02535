import type { CallRequest } from '../../../contract/calls.ts'
import type { OperatorRow } from '../../../contract/rows/operator.ts'

/** An operator as it is typed; all texts. `locations` is `all`, or names, a line each. */
export interface OperatorDraft extends Record<string, string> {
  name: string
  role: string
  osAccount: string
  pin: string
  /** `yes` takes the PIN away. */
  takesPin: string
  locations: string
}

export const EVERYWHERE = 'all'

export function draftOf(operator: OperatorRow | null): OperatorDraft {
  return {
    name: operator?.name ?? '',
    role: operator?.role ?? '',
    osAccount: operator?.osAccount ?? '',
    pin: '',
    takesPin: '',
    locations: operator?.locations == null ? EVERYWHERE : operator.locations.join('\n'),
  }
}

/** What the window itself finds wrong, by field. */
export function wrongIn(draft: OperatorDraft): { [Field in keyof OperatorDraft]?: string } {
  return {
    ...(draft.name.trim() === '' ? { name: 'Enter the name.' } : {}),
    ...(draft.role === '' ? { role: 'Choose what this person may do.' } : {}),
    ...(draft.pin === '' || /^\d{4,12}$/.test(draft.pin) ? {} : { pin: 'A PIN has 4 to 12 digits and nothing else.' }),
    ...(draft.locations === '' ? { locations: 'Choose at least one location, or all of them.' } : {}),
  }
}

/** A new operator as it is sent. */
export function addedOf(draft: OperatorDraft): CallRequest<'operators.add'> {
  const { name, role, osAccount, locations } = meaningOf(draft)
  return { name, role, osAccount, locations, ...(draft.pin === '' ? {} : { pin: draft.pin }) }
}

/** What was changed of a known one. */
export function changesOf(draft: OperatorDraft, before: OperatorRow): Omit<CallRequest<'operators.set'>, 'id'> {
  const { name, role, osAccount, locations } = meaningOf(draft)
  return {
    ...(name === before.name ? {} : { name }),
    ...(role === before.role ? {} : { role }),
    ...(osAccount === before.osAccount ? {} : { osAccount }),
    ...(draft.locations === draftOf(before).locations ? {} : { locations }),
    ...(draft.takesPin === 'yes' ? { pin: null } : draft.pin === '' ? {} : { pin: draft.pin }),
  }
}

function meaningOf({ name, role, osAccount, locations }: OperatorDraft) {
  return {
    name: name.trim(),
    role,
    osAccount: osAccount.trim() === '' ? null : osAccount.trim(),
    locations: locations === EVERYWHERE ? null : locations.split('\n'),
  }
}
