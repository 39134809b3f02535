import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { CommandInput } from '../../../../main/hosts/terminal/command-input.ts'
import { parseLine } from '../../../../main/hosts/terminal/parse.ts'
import { TABLE } from '../../../../main/hosts/terminal/table.ts'

const parse = (line: string[]) => parseLine(line, TABLE, () => '/the/default')
const words = (line: string) => line.split(' ')

function input(line: string[]): CommandInput {
  const parsed = parse(line)
  if (parsed.kind !== 'command') throw new Error(parsed.kind === 'wrong' ? parsed.message : parsed.kind)
  return parsed.input
}

function wrong(line: string): string {
  const parsed = parse(words(line))
  return parsed.kind === 'wrong' ? parsed.message : parsed.kind
}

// The interface that outside scripts rely on: every line of it parses, and to the command that it names.
const STABLE: [line: string, command: string][] = [
  ['practice serve', 'practice serve'],
  ['practice serve --seed 7 --students 300 --fees 2000 --port 8080', 'practice serve'],
  ['settings show', 'settings show'],
  ['settings export f.json', 'settings export'],
  ['settings import f.json', 'settings import'],
  ['settings import -', 'settings import'],
  ['settings test iiq --pull', 'settings test'],
  ['tasks', 'tasks'],
  ['tasks list', 'tasks list'],
  ['tasks set iiq-sync --on --test-mode off', 'tasks set'],
  ['run iiq-sync', 'run'],
  ['run iiq-sync --test-mode', 'run'],
  ['run iiq-sync --test-mode --out plan.xlsx', 'run'],
  ['run iiq-sync --approve', 'run'],
  ['run iiq-sync --now 2026-03-08T06:30:00Z', 'run'],
  ['runs list', 'runs list'],
  ['runs list --limit 10 --after abc', 'runs list'],
  ['runs show r1', 'runs show'],
  ['runs approve r1', 'runs approve'],
  ['runs discard r1', 'runs discard'],
  ['runs cancel r1', 'runs cancel'],
  ['imports list', 'imports list'],
  ['imports list --status Error', 'imports list'],
  ['imports show i1', 'imports show'],
  ['imports reprocess i1', 'imports reprocess'],
  ['imports reprocess --cause unknown-student', 'imports reprocess'],
  ['imports ignore i1', 'imports ignore'],
  ['imports unignore i1 i2', 'imports unignore'],
  ['errors list', 'errors list'],
  ['errors retry e1', 'errors retry'],
  ['errors ignore e1', 'errors ignore'],
  ['errors answer e1 keep-ours', 'errors answer'],
  ['fees list', 'fees list'],
  ['fees list --status partly-paid --student 12345', 'fees list'],
  ['fees show f1', 'fees show'],
  ['students list --search ada', 'students list'],
  ['students choose 12345 p1', 'students choose'],
  ['locations list', 'locations list'],
  ['locations add --name North --abbreviation N', 'locations add'],
  ['locations set l1 --abbreviation N', 'locations set'],
  ['categories list', 'categories list'],
  ['categories add --title Devices', 'categories add'],
  ['categories set c1 --archive', 'categories set'],
  ['item-types list', 'item-types list'],
  ['item-types add --sku S1 --title Screen --category Devices --type fee --default-amount 40.00', 'item-types add'],
  ['item-types set t1 --gl-code 1000', 'item-types set'],
  ['report transactions --out all.xlsx', 'report transactions'],
  ['verify', 'verify'],
  ['backup', 'backup'],
  ['backup --out backups', 'backup'],
  ['serve', 'serve'],
  ['serve --port 8080 --now 2026-03-08T06:30:00Z', 'serve'],
  ['status', 'status'],
  ['pause 30m', 'pause'],
  ['resume', 'resume'],
  ['start', 'start'],
]

test.each(STABLE)('takes "feebridge %s"', (line, command) => {
  const parsed = parse(words(line))
  expect(parsed.kind === 'command' ? parsed.spec.words.join(' ') : parsed).toBe(command)
})

test.each(STABLE)('takes --data and --json before and after the words of "%s"', line => {
  const before = input(['--json', '--data', 'd', ...words(line)])
  const after = input([...words(line), '--data=d', '--json'])
  expect([before.json, before.dataFolder, after.json, after.dataFolder]).toEqual([
    true,
    resolve('d'),
    true,
    resolve('d'),
  ])
})

test('reads options and operands by their names and kinds', () => {
  const line = input(words('runs list --limit 25 --after NEXT --outcome failed'))
  expect(line.page()).toEqual({ limit: 25, after: 'NEXT' })
  expect(line.choice('outcome', ['failed', 'succeeded'])).toBe('failed')
  expect(input(words('imports ignore a b c')).operands('ID')).toEqual(['a', 'b', 'c'])
  expect(input(['locations', 'set', 'l', '--abbreviation', '']).emptiable('abbreviation')).toBeNull()
  expect(input(words('locations set l')).emptiable('abbreviation')).toBeUndefined()
})

test('takes a value that begins with dashes after an equals sign, and any operand after --', () => {
  expect(input(['fees', 'list', '--sku=--odd']).text('sku')).toBe('--odd')
  expect(input(['fees', 'show', '--', '--odd']).operand('ID')).toBe('--odd')
})

test('reads --now as UTC milliseconds, with an offset or without', () => {
  const now = (text: string) => input(['run', 'iiq-sync', '--now', text]).number('now')
  expect(now('2026-03-08T06:30:00Z')).toBe(Date.UTC(2026, 2, 8, 6, 30))
  expect(now('2026-03-08T06:30:00')).toBe(Date.UTC(2026, 2, 8, 6, 30))
  expect(now('2026-03-08T01:30:00.250-05:00')).toBe(Date.UTC(2026, 2, 8, 6, 30, 0, 250))
})

test('uses the default folder when no --data names one', () => {
  expect([input(['tasks']).dataFolder, input(['tasks']).dataIsNamed]).toEqual(['/the/default', false])
})

test.each([
  ['rusn list', '"rusn" is not a command of feebridge. Did you mean "run" or "runs"?'],
  ['runs lst', '"runs lst" is not a command of feebridge. Did you mean "list"?'],
  ['frobnicate', 'Known: practice, settings'],
  ['runs', '"runs" needs one more word: list, show, approve, discard, cancel, undo.'],
  ['fees list --staus open', '"fees list" does not take "--staus". Did you mean --status?'],
  ['fees list --status late', '--status cannot be "late"; it is one of open, partly-paid'],
  ['fees list --limit many', '--limit takes a whole number, not "many".'],
  ['fees list --limit', '--limit needs a value: --limit N.'],
  ['fees list --limit --json', '--limit needs a value'],
  ['fees list --limit 1 --limit 2', '--limit is given twice.'],
  ['fees show', '"fees show" needs ID.'],
  ['fees show f1 f2', '"fees show" does not take "f2".'],
  ['run iiq-snyc', '"iiq-snyc" is not a TASK that Feebridge knows; it is one of iiq-sync.'],
  ['run iiq-sync --approve=yes', '--approve takes no value.'],
  ['run iiq-sync --now tomorrow', '--now takes a time such as 2026-03-08T06:30:00Z, not "tomorrow".'],
  ['run iiq-sync --now 2026-02-30T00:00:00Z', '--now takes a time'],
  ['imports list --from 2026-13-01', '--from takes a day as YYYY-MM-DD'],
  ['report transactions', '"report transactions" needs --out FILE.xlsx.'],
  ['--limit 3 fees list', '"--limit" comes before the command\'s words'],
])('names what is wrong in "feebridge %s"', (line, sentence) => {
  expect(wrong(line)).toContain(sentence)
})

test('gives help for nothing, for help, for --help anywhere, and the version', () => {
  expect(parse([])).toEqual({ kind: 'help', words: [] })
  expect(parse(['help', 'runs', 'show'])).toEqual({ kind: 'help', words: ['runs', 'show'] })
  expect(parse(['runs', 'show', '--help'])).toEqual({ kind: 'help', words: ['runs', 'show'] })
  expect(parse(['runs', '-h'])).toEqual({ kind: 'help', words: ['runs'] })
  expect(parse(['--version'])).toEqual({ kind: 'version' })
})
