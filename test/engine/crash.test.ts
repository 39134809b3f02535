import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import { openEngine } from '../../main/engine/compose.ts'
import { type District, openBooks, scenario } from './district.ts'
import { contentsOf, differences } from './ledger-contents.ts'

const PROGRAM = join(import.meta.dirname, 'run-once.ts')
const CALLER = { host: 'terminal', operator: 'June Office' } as const

/** Runs in a process of its own on a copy of the district's ledger, which dies before a statement when one is named; then looks at the copy. */
async function runOnCopy(
  d: District,
  dieAt: number | null,
  look: (dir: string, said: string) => Promise<void>,
): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'feebridge-crash-'))
  try {
    cpSync(d.dataDir, dir, { recursive: true })
    const argv = [PROGRAM, dir, ...(dieAt === null ? [] : [String(dieAt)])]
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
    const [said, [, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')])
    expect(signal).toBe(dieAt === null ? null : 'SIGKILL')
    await look(dir, said)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Runs once more on a ledger that a crash left, and checks it. */
async function finish(dir: string): Promise<void> {
  const opened = await openEngine({ dataDir: dir, create: false, role: 'command' })
  if (!opened.ok) throw new Error(opened.error.message)
  try {
    const run = await opened.value.call('runs.start', { task: 'iiq-sync', wait: true }, CALLER)
    expect(run).toMatchObject({ ok: true })
    expect(await opened.value.call('ledger.verify', {}, CALLER)).toMatchObject({ ok: true, value: { ok: true } })
  } finally {
    await opened.value.close()
  }
}

/** Crashes at points spread over the run that the district would make now, and compares each copy, run once more, with the undisturbed run. */
async function crashEverywhere(d: District, points: number): Promise<void> {
  let statements = 0
  await runOnCopy(d, null, async (_dir, said) => {
    statements = JSON.parse(said.split('\n')[1] ?? '').statements
  })
  expect(statements).toBeGreaterThan(points)
  const found: { dieAt: number; contents: ReturnType<typeof contentsOf> }[] = []
  for (let point = 0; point < points; point += 1) {
    const dieAt = 1 + Math.floor((point * (statements - 1)) / (points - 1))
    await runOnCopy(d, dieAt, async dir => {
      await finish(dir)
      found.push({ dieAt, contents: contentsOf(openBooks(dir)) })
    })
  }
  await d.run()
  const wanted = contentsOf(d)
  for (const { dieAt, contents } of found) {
    for (const part of Object.keys(wanted) as (keyof typeof wanted)[])
      expect(differences(contents[part], wanted[part]), `${part} after a crash at statement ${dieAt}`).toEqual([])
  }
}

scenario(
  'a run that dies at any SQL statement is taken up by the next with the same result',
  { fees: 40, seed: 9 },
  async d => {
    d.iiq.switches.pageCap = 20
    await crashEverywhere(d, 9)
    const fees = d.iiq.fees().filter(fee => (fee.amountDueCents ?? 0) > 500)
    for (const { id } of fees.slice(0, 5)) d.iiq.payFee({ id, amountCents: 100 })
    for (const { id } of fees.slice(5, 8)) d.iiq.editFee({ id, description: 'Seen again' })
    for (const { id } of d.iiq.payments().slice(0, 2)) d.iiq.deleteItem({ id })
    d.iiq.deleteItem({ id: fees[9]?.id ?? '' })
    d.iiq.addFee({ amountCents: 900 })
    await crashEverywhere(d, 7)
  },
)
