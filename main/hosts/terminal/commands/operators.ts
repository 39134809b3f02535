import type { OperatorRow } from '../../../../contract/rows/operator.ts'
import { calling } from '../calling.ts'
import { type CommandInput, given } from '../command-input.ts'
import { textTable } from '../text-table.ts'

export const listOperators = calling('operators.list', {
  request: () => ({}),
  words: ({ items, roles }) =>
    [
      textTable(
        items,
        [
          { head: 'OPERATOR', of: one => one.id },
          { head: 'NAME', of: one => (one.archived ? `${one.name} (archived)` : one.name) },
          { head: 'ROLE', of: one => one.role },
          { head: 'ACCOUNT', of: one => one.osAccount },
          { head: 'PIN', of: one => (one.hasPin ? 'set' : null) },
          { head: 'LOCATIONS', of: one => (one.locations === null ? 'all' : one.locations.join(', ')) },
        ],
        'Nobody works with this ledger yet.',
      ),
      '\nRoles',
      textTable(
        roles,
        [
          { head: 'ROLE', of: role => role.name },
          { head: 'OPERATORS', right: true, of: role => role.operators },
          { head: 'MAY', of: role => role.permissions.join(', ') },
        ],
        'none',
      ),
    ].join('\n'),
})

const said = (one: OperatorRow): string =>
  `${one.name} is ${one.role}${one.archived ? ', archived' : ''}${one.locations === null ? '' : `, at ${one.locations.join(', ')}`}.`

/** `--locations CHS,MMS`; an empty text means everywhere. */
function locationsOf(input: CommandInput): string[] | null | undefined {
  const text = input.text('locations')
  if (text === undefined) return undefined
  return text === '' ? null : text.split(',').map(one => one.trim())
}

/** A new PIN comes from the environment, never from the command line, where others could read it. */
const newPin = (input: CommandInput): string | undefined =>
  input.flag('pin') ? (process.env.FEEBRIDGE_NEW_PIN ?? '') : undefined

export const addOperator = calling('operators.add', {
  request: input => ({
    name: input.text('name') ?? '',
    role: input.text('role') ?? '',
    ...given({ osAccount: input.text('account'), pin: newPin(input), locations: locationsOf(input) }),
  }),
  words: said,
})

export const setOperator = calling('operators.set', {
  request: input => ({
    id: input.operand('ID'),
    ...given({
      name: input.text('name'),
      role: input.text('role'),
      osAccount: input.emptiable('account'),
      pin: input.flag('no-pin') ? null : newPin(input),
      locations: locationsOf(input),
      archived: input.archived(),
    }),
  }),
  words: said,
})
