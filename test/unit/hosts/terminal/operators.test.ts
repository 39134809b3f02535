import { spawn } from 'node:child_process'
import { userInfo } from 'node:os'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { OperatorRow } from '../../../../contract/rows/operator.ts'
import { openBooks } from '../../../engine/district.ts'
import { COMMAND, connected, documentOf, type Ended, type, typed } from './typed.ts'

/** Types a command with variables and something on standard input of its own. */
async function typedWith(given: { env?: Record<string, string>; input?: string }, ...line: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [COMMAND, ...line], { env: { ...process.env, ...given.env } })
  child.stdin.end(given.input ?? '')
  const ended = new Promise<number | null>(done => child.once('close', done))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { out, err, code }
}

/** A connected ledger with Ana, a cashier whose PIN is 4711. */
async function office() {
  const { data } = await connected()
  const env = { FEEBRIDGE_NEW_PIN: '4711' }
  const added = await typedWith(
    { env },
    'operators',
    'add',
    '--name',
    'Ana',
    '--role',
    'Cashier',
    '--pin',
    '--data',
    data,
  )
  if (added.code !== 0) throw new Error(added.err)
  return { data }
}

const ANA = { FEEBRIDGE_PIN: '4711' }

test('F2 --as takes the PIN from the environment, else from the first line of standard input', async () => {
  const { data } = await office()
  const refused = `Ana (Cashier) lacks the permission "Run and cancel syncs, and pause the bridge"`
  const run = ['run', 'iiq-sync', '--as', 'ana', '--data', data]
  expect(await typedWith({ env: ANA }, ...run)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining(refused),
  })
  expect(await typedWith({ input: '4711\nmore\n' }, ...run)).toMatchObject({
    code: 1,
    err: expect.stringContaining(refused),
  })
  expect(await typedWith({ env: ANA }, 'fees', 'list', '--as', 'Ana', '--json', '--data', data)).toMatchObject({
    code: 0,
  })
})

test('F2 without a PIN, with a wrong one or an unknown name, nothing is done, and three failures slow the next down', async () => {
  const { data } = await office()
  const list = (name: string) => ['fees', 'list', '--as', name, '--data', data]
  expect(await typedWith({}, ...list('Ana'))).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('The PIN of Ana is missing'),
  })
  for (const name of ['Nobody', 'Ana', 'Ana', 'Ana'])
    expect(await typedWith({ env: { FEEBRIDGE_PIN: '1111' } }, ...list(name))).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('do not fit'),
    })
  // Each command is a program of its own: the count is in the ledger.
  expect(await typedWith({ env: ANA }, ...list('Ana'))).toMatchObject({
    code: 1,
    err: expect.stringContaining('Too many wrong PINs'),
  })
  expect(openBooks(data).value(`SELECT failures FROM operators WHERE name = 'Ana'`)).toBe(3)
})

test('F2 a PIN never stands in what a command prints, nor is one taken from its words', async () => {
  const { data } = await office()
  const listed = await typed('operators', 'list', '--json', '--data', data)
  expect(documentOf<{ items: OperatorRow[] }>(listed).items.map(one => [one.name, one.hasPin])).toEqual([
    ['Ana', true],
    [userInfo().username, false],
  ])
  expect(listed.out).not.toContain('4711')
  expect((await typed('operators', 'set', 'Ana', '--pin', '9999', '--data', data)).code).toBe(1)
})

test('F2 the account is the one of the system, not what the environment says', async () => {
  const { data } = await office()
  const env = { USER: 'Ana', LOGNAME: 'Ana', USERNAME: 'Ana', HOME: '/tmp' }
  await typedWith({ env }, 'locations', 'add', '--name', 'Annex', '--data', data)
  expect(openBooks(data).value('SELECT actor FROM audit ORDER BY seq DESC LIMIT 1')).toBe(userInfo().username)
})

test('F2 --as reaches an engine that another program holds, and is not passed over there', async () => {
  const { data } = await office()
  const served = type('serve', '--data', data, '--json')
  await served.firstLine
  const add = ['locations', 'add', '--name', 'Annex', '--as', 'Ana', '--data', data]
  expect(await typedWith({ env: ANA }, ...add)).toMatchObject({
    code: 1,
    err: expect.stringContaining('Ana (Cashier) lacks'),
  })
  expect(await typedWith({ env: { FEEBRIDGE_PIN: '0' } }, ...add)).toMatchObject({
    code: 1,
    err: expect.stringContaining('do not fit'),
  })
  served.child.kill('SIGTERM')
  await served.ended
})

test('F2 a window asks for the PIN itself: serve and start take no --as', async () => {
  const { data } = await office()
  for (const command of ['serve', 'start'])
    expect(await typedWith({ env: ANA }, command, '--as', 'Ana', '--data', data)).toMatchObject({
      code: 1,
      err: expect.stringContaining('The window asks for a PIN itself'),
    })
})

test('F2 a ledger whose operators all sign in with a PIN is still served', async () => {
  const { data } = await office()
  const admin = userInfo().username
  const env = { FEEBRIDGE_NEW_PIN: '8642', FEEBRIDGE_PIN: '8642' }
  expect(await typedWith({ env }, 'operators', 'set', admin, '--pin', '--data', data)).toMatchObject({ code: 0 })
  expect(await typedWith({ env }, 'operators', 'set', admin, '--account', '', '--data', data)).toMatchObject({
    code: 0,
  })
  expect(await typed('fees', 'list', '--data', data)).toMatchObject({
    code: 1,
    err: expect.stringContaining('is no operator of this ledger'),
  })
  expect(await typedWith({ env }, 'fees', 'list', '--as', admin, '--data', data)).toMatchObject({ code: 0 })
  const served = type('serve', '--data', data, '--json')
  expect(await served.firstLine).toContain('startUrl')
  served.child.kill('SIGTERM')
  expect((await served.ended).code).toBe(0)
})
