import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lockDataFolder } from '../../main/ledger/lock.ts'
import { makeTempDir } from '../fixtures/temp-dir.ts'

/** Another process that takes the lock, says whether it has it, and keeps it until it is killed or its input ends. */
async function lockInChild(dir: string): Promise<{ child: ChildProcess; holds: boolean }> {
  const program = `
    const { lockDataFolder } = await import(${JSON.stringify(join(import.meta.dirname, '../../main/ledger/lock.ts'))})
    const lock = lockDataFolder(${JSON.stringify(dir)})
    console.log(lock === null ? 'refused' : 'holds')
    process.stdin.resume().on('end', () => lock?.release())`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const [said] = await once(child.stdout.setEncoding('utf8'), 'data')
  return { child, holds: said === 'holds\n' }
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  const exit = once(child, 'exit')
  end()
  await exit
}

test('refuses the folder while another process holds it, and has it when that one lets go', async () => {
  const dir = makeTempDir()
  const { child, holds } = await lockInChild(dir)
  expect(holds).toBe(true)
  expect(lockDataFolder(dir)).toBeNull()
  await ended(child, () => child.stdin?.end())
  const lock = lockDataFolder(dir)
  expect(lock).not.toBeNull()
  lock?.release()
})

test('has the folder again at once when its holder is killed', async () => {
  const dir = makeTempDir()
  const { child } = await lockInChild(dir)
  expect(lockDataFolder(dir)).toBeNull()
  await ended(child, () => child.kill('SIGKILL'))
  const lock = lockDataFolder(dir)
  expect(lock).not.toBeNull()
  lock?.release()
})

test('refuses another process while this one holds the folder, and lets it in afterwards', async () => {
  const dir = makeTempDir()
  const lock = lockDataFolder(dir)
  expect(lock).not.toBeNull()
  expect((await lockInChild(dir)).holds).toBe(false)
  lock?.release()
  expect((await lockInChild(dir)).holds).toBe(true)
})

test('refuses a second engine in the same process', () => {
  const dir = makeTempDir()
  const lock = lockDataFolder(dir)
  expect(lockDataFolder(dir)).toBeNull()
  lock?.release()
  const again = lockDataFolder(dir)
  expect(again).not.toBeNull()
  again?.release()
})

test('does not hold two folders for one', () => {
  const locks = [lockDataFolder(makeTempDir()), lockDataFolder(makeTempDir())]
  expect(locks).not.toContain(null)
  for (const lock of locks) lock?.release()
})

test('F1 the lock file is readable by its owner alone', () => {
  const dir = makeTempDir()
  const lock = lockDataFolder(dir)
  expect(statSync(join(dir, 'engine.lock')).mode & 0o777).toBe(0o600)
  lock?.release()
})

test('says that a folder is not there by an error, not by a refusal', () => {
  expect(() => lockDataFolder(join(makeTempDir(), 'none'))).toThrow('ENOENT')
})
