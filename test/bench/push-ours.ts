import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { PUSH_FILES } from './push.ts'
import { openBenchEngine, startServer } from './push-place.ts'
import { runSide } from './side.ts'

/** How often it is asked whether something is still owed: a reader's question, now and then. */
const LOOK_MS = 250

/** Under the clock: from the end of the pause until nothing is owed. */
await runSide(async ({ dir, rows }) => {
  const folder = join(dir, 'ours')
  rmSync(folder, { recursive: true, force: true })
  cpSync(join(dir, PUSH_FILES.ledger), folder, { recursive: true })
  const server = await startServer('./push-server.ts')
  const settings = JSON.parse(readFileSync(join(dir, PUSH_FILES.settings), 'utf8')) as {
    systems: { iiq: { baseUrl: string } }
  }
  settings.systems.iiq.baseUrl = server.origin
  const { engine, call } = await openBenchEngine(folder, 'serve')
  await call('settings.import', { file: settings, practice: true })
  const left = async () => {
    const { waiting, unknown, failed, held } = await call('outbox.gate', {})
    return { owed: waiting + unknown, stuck: failed + held.reduce((sum, one) => sum + one.count, 0) }
  }
  return async () => {
    const startedMs = performance.now()
    await call('bridge.resume', {})
    while ((await left()).owed > 0) await pause(LOOK_MS)
    const ms = performance.now() - startedMs
    const { stuck } = await left()
    await engine.close()
    server.stop()
    return { rows, ms, faults: stuck > 0 ? [`${stuck} payments were not delivered.`] : [] }
  }
})
