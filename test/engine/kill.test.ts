import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openEngine } from '../../main/engine/compose.ts'
import { createRandom } from '../../main/practice/random.ts'
import { type District, openBooks, openDistrict } from './district.ts'
import { contentsOf, differences } from './ledger-contents.ts'

const FEES = 3_000
const KILLS = 5
const PROGRAM = join(import.meta.dirname, 'run-once.ts')

/** Runs the task in a process of its own and kills it after a while. Returns whether it was killed before it had ended. */
async function runAndKill(dataDir: string, afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [PROGRAM, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const lines = createInterface(child.stdout)
  await once(lines, 'line')
  await wait(afterMs)
  child.kill('SIGKILL')
  const [, signal] = await ended
  return signal === 'SIGKILL'
}

async function runToTheEnd(dataDir: string): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, dataDir], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
}

/** What an office does in a day: payments, edits, waivers, removals (too few for the brake), new fees, a payment taken back. */
function oneDay(d: District, random: ReturnType<typeof createRandom>): void {
  const fees = d.iiq.fees().filter(fee => (fee.amountDueCents ?? 0) > 200)
  for (let index = 0; index < 300; index += 1)
    d.iiq.payFee({ id: random.pick(fees).id, amountCents: 1 + random.below(100) })
  for (let index = 0; index < 100; index += 1)
    d.iiq.editFee({ id: random.pick(fees).id, description: `Seen on day ${index}` })
  for (let index = 0; index < 100; index += 1) d.iiq.addFee({ amountCents: 500 + index })
  for (const { id } of fees.slice(0, 12)) if (d.iiq.item({ id })?.isDeleted === false) d.iiq.deleteItem({ id })
  for (const { id } of d.iiq.payments().slice(40, 50)) d.iiq.deleteItem({ id })
}

test('a run killed at any moment of pull and record is taken up by the next: same fees, entries and balances as undisturbed', async () => {
  const calm = await openDistrict({ fees: FEES, students: 200, seed: 11 })
  const dataDir = mkdtempSync(join(tmpdir(), 'feebridge-kill-'))
  const random = createRandom(2_026, 'kills')
  try {
    calm.iiq.switches.pageCap = 250
    const opened = await openEngine({ dataDir, create: true, role: 'command' })
    if (!opened.ok) throw new Error(opened.error.message)
    const file = await calm.call('settings.export', {})
    const settings = file.file as { systems: { iiq: object } }
    Object.assign(settings.systems.iiq, { apiKey: calm.iiq.credentials.apiKey })
    const caller = { host: 'terminal', operator: 'June Office' } as const
    expect(await opened.value.call('settings.import', { file: settings }, caller)).toMatchObject({ ok: true })
    await opened.value.close()
    const rough = openBooks(dataDir)
    let killed = 0
    for (const day of [1, 2]) {
      if (day > 1) oneDay(calm, random)
      const { durationMs, outcome } = await calm.run()
      expect(outcome).toMatch(/succeeded|partly/)
      for (let kill = 0; kill < KILLS; kill += 1) {
        if (await runAndKill(dataDir, random.below(Math.round(durationMs * 1.1)))) killed += 1
      }
      await runToTheEnd(dataDir)
      const [found, wanted] = [contentsOf(rough), contentsOf(calm)]
      for (const part of Object.keys(wanted) as (keyof typeof wanted)[])
        expect(differences(found[part], wanted[part])).toEqual([])
    }
    expect(killed).toBeGreaterThan(2)
    const last = await openEngine({ dataDir, create: false, role: 'command' })
    if (!last.ok) throw new Error(last.error.message)
    expect(await last.value.call('ledger.verify', {}, caller)).toMatchObject({ ok: true, value: { ok: true } })
    await last.value.close()
    expect(rough.value<number>(`SELECT count(*) FROM runs WHERE outcome = 'running'`)).toBe(0)
    expect(rough.value<number>(`SELECT count(*) FROM runs WHERE outcome = 'interrupted'`)).toBeGreaterThan(2)
  } finally {
    await calm.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 90_000)
