import { expect, test } from 'vitest'
import { GLOBAL_OPTIONS } from '../../../../main/hosts/terminal/command-spec.ts'
import { helpText } from '../../../../main/hosts/terminal/help.ts'
import { TABLE } from '../../../../main/hosts/terminal/table.ts'

test.each(TABLE.map(spec => [spec.words.join(' '), spec] as const))(
  'the handler of "%s" loads',
  async (_words, spec) => {
    expect(await spec.load()).toBeTypeOf('function')
  },
)

test('no command is declared twice, and no option hides a global one', () => {
  const names = TABLE.map(spec => spec.words.join(' '))
  expect(new Set(names).size).toBe(names.length)
  for (const spec of TABLE) {
    const options = [...spec.options, ...GLOBAL_OPTIONS].map(option => option.name)
    expect(new Set(options).size, spec.words.join(' ')).toBe(options.length)
  }
})

test('help lists every command, and says of each what it takes', () => {
  const all = helpText([], TABLE)
  for (const spec of TABLE) {
    expect(all).toContain(spec.words.join(' '))
    const one = helpText(spec.words, TABLE)
    for (const option of spec.options) expect(one).toContain(`--${option.name}`)
  }
})

test('help for a first word lists what follows it', () => {
  const help = helpText(['imports'], TABLE)
  expect(help).toContain('imports reprocess')
  expect(help).not.toContain('fees list')
})
