import type { z } from 'zod'

/** What is wrong with a request or a settings file, a sentence an issue: the field, the value it has, and what it should be. Values of secret fields are never quoted. */
export function sayIssues(error: z.ZodError, input: unknown): { message: string; field: string } {
  const [first] = error.issues
  const sentences = error.issues.slice(0, 5).map(issue => sayIssue(issue, input))
  const rest = error.issues.length > 5 ? ` And ${error.issues.length - 5} more.` : ''
  return { message: sentences.join(' ') + rest, field: first === undefined ? '' : pathOf(first) }
}

const SECRET = /key|secret|token|password|pin$/i

function sayIssue(issue: z.core.$ZodIssue, input: unknown): string {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map(key => [...path, key].join('.'))
    return `${names.join(', ')} ${names.length === 1 ? 'is not a name' : 'are not names'} that Feebridge knows; check the spelling or remove it.`
  }
  const field = path.join('.') || 'The request'
  const value = valueAt(input, issue.path)
  const shown =
    value === undefined
      ? 'is missing'
      : SECRET.test(path.at(-1) ?? '')
        ? 'cannot be used'
        : `is ${JSON.stringify(value)?.slice(0, 80) ?? 'unreadable'}`
  return `${field} ${shown}: it ${sayExpected(issue)}.`
}

function sayExpected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}`
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return `must be at least ${issue.minimum}${issue.origin === 'string' ? ' characters long' : ''}`
    case 'too_big':
      return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters long' : ''}`
    default:
      return issue.message
  }
}

function article(type: string): string {
  const names: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
  }
  return names[type] ?? `of type ${type}`
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  )
}

function pathOf(issue: z.core.$ZodIssue): string {
  return issue.path.map(String).join('.')
}
