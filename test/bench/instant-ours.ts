import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { percentile } from './busy-ledger.ts'
import { INSTANT_SIZES } from './instant.ts'
import { type BenchEngine, openBenchEngine, startServer } from './push-place.ts'
import { runSide } from './side.ts'

/** Between two payments, so that each is measured by itself. */
const BETWEEN_MS = 30
/** Nobody waits longer for one. */
const MOST_MS = 10_000

await runSide(async ({ dir, rows, name }) => {
  const folder = mkdtempSync(join(dir, 'ours-'))
  const server = await startServer('./instant-server.ts')
  const settings = JSON.parse(server.origin) as { systems: { iiq: { instantPayments: boolean } } }
  settings.systems.iiq.instantPayments = true
  const bench = await openBenchEngine(folder, 'serve')
  await bench.call('settings.import', { file: settings, practice: true })
  await bench.call('runs.start', { task: 'iiq-sync', wait: true, approve: true })
  const { items } = await bench.call('fees.list', { limit: rows, status: 'open' })
  const effective = new Map<string, number>()
  server.child.on('message', message => {
    const { reference, atMs } = message as { reference: string; atMs: number }
    effective.set(reference, atMs)
  })
  return async () => {
    const pulls = name === 'instant-pull' ? pullOnAndOn(bench) : null
    const tookMs: number[] = []
    for (const fee of items) {
      const takenMs = performance.timeOrigin + performance.now()
      const paid = await bench.call('fees.pay', { parts: [{ id: fee.id, amount: '0.25' }], method: 'cash' })
      const reference = paid.results[0]?.deliveries[0]?.reference ?? ''
      while (!effective.has(reference) && performance.timeOrigin + performance.now() < takenMs + MOST_MS) await pause(1)
      tookMs.push((effective.get(reference) ?? takenMs + MOST_MS) - takenMs)
      await pause(BETWEEN_MS)
    }
    const faults = (await pulls?.stop()) ?? []
    await bench.engine.close()
    server.stop()
    rmSync(folder, { recursive: true, force: true })
    if (items.length !== rows) faults.push(`There were ${items.length} open fees to pay.`)
    return { rows, ms: percentile(tookMs, 95), faults }
  }
})

/** One run after the other until it is stopped, each a pull of the whole list; says what was wrong with them. */
function pullOnAndOn({ call }: BenchEngine): { stop(): Promise<string[]> } {
  let isOver = false
  let most = 0
  const work = async () => {
    while (!isOver) {
      const run = await call('runs.start', { task: 'iiq-sync', wait: true, approve: true })
      most = Math.max(most, run.counts.pulled)
    }
  }
  const done = work()
  return {
    async stop() {
      isOver = true
      await done
      const pages = Math.floor(most / INSTANT_SIZES.pageRows)
      return pages >= 100 ? [] : [`A pull had only ${pages} pages.`]
    },
  }
}
