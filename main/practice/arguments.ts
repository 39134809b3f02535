/** What one argument of an operation may be. `?` allows null, which empties the field. */
export type ArgumentKind =
  | 'text'
  | 'text?'
  | 'integer'
  | 'integer?'
  | 'flag'
  | 'texts'
  | 'integer or text'
  | 'anything'
  | readonly string[]

/** The arguments an operation knows, and the ones it cannot do without. */
export interface ArgumentPlan {
  known: Readonly<Record<string, ArgumentKind>>
  required?: readonly string[]
}

/** Checks arguments from another process; returns a sentence when something is wrong. */
export function findArgumentFault(plan: ArgumentPlan, given: Readonly<Record<string, unknown>>): string | undefined {
  for (const [name, value] of Object.entries(given)) {
    const kind = Object.hasOwn(plan.known, name) ? plan.known[name] : undefined
    if (kind === undefined) {
      return `"${name}" is no argument of this operation; it takes ${listNames(Object.keys(plan.known))}.`
    }
    if (!isOfKind(kind, value)) {
      return `The argument "${name}" must be ${nameKind(kind)}, not ${JSON.stringify(value)}.`
    }
  }
  const missing = plan.required?.find(name => given[name] === undefined)
  return missing === undefined ? undefined : `The argument "${missing}" is missing.`
}

function isOfKind(kind: ArgumentKind, value: unknown): boolean {
  if (typeof kind !== 'string') return typeof value === 'string' && kind.includes(value)
  if (kind === 'anything') return true
  if (kind === 'flag') return typeof value === 'boolean'
  if (kind === 'texts') return Array.isArray(value) && value.every(one => typeof one === 'string')
  if (value === null) return kind.endsWith('?')
  const isInteger = Number.isSafeInteger(value)
  if (kind === 'integer or text') return isInteger || typeof value === 'string'
  return kind.startsWith('integer') ? isInteger : typeof value === 'string'
}

function nameKind(kind: ArgumentKind): string {
  if (typeof kind !== 'string') return `one of ${listNames(kind)}`
  if (kind === 'texts') return 'a list of texts'
  if (kind === 'flag') return 'true or false'
  const noun = { text: 'a text', integer: 'a whole number' }[kind.replace('?', '')] ?? kind
  return kind.endsWith('?') ? `${noun} or null` : noun
}

function listNames(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map(name => `"${name}"`).join(', ')
}
