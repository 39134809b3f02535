import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startPractice } from '../../main/practice/practice.ts'
import { PUSH_FILES } from './push.ts'
import { openBenchEngine } from './push-place.ts'
import { runSide } from './side.ts'

/** Two payments on a fee, as where somebody pays in parts. */
const FEES = 5_000
/** Until long after the measurement. */
const PAUSE_MINUTES = 1_440

/** Takes `rows` payments of a cent while the bridge is paused, so that all of them are owed and none is sent. */
await runSide(async ({ dir, rows }) => async () => {
  const practice = await startPractice({ seed: 7, fees: FEES, students: 1_000, unmatchedFees: 0 })
  const settings = practice.settings()
  settings.systems.iiq.instantPayments = true
  settings.tasks['iiq-sync'].schedule = '0 0 1 1 *'
  const { engine, call } = await openBenchEngine(join(dir, 'work'), 'command')
  await call('settings.import', { file: settings, practice: true })
  await call('runs.start', { task: 'iiq-sync', wait: true, approve: true })
  await call('bridge.pause', { until: PAUSE_MINUTES })
  const { items } = await call('fees.list', { limit: FEES, status: 'open' })
  for (let paid = 0; paid < rows; paid += 1) {
    const id = items[paid % items.length]?.id ?? ''
    await call('fees.pay', { parts: [{ id, amount: '0.01' }], method: 'cash' })
  }
  await engine.close()
  await practice.close()
  cpSync(join(dir, 'work'), join(dir, PUSH_FILES.ledger), { recursive: true })
  writeFileSync(join(dir, PUSH_FILES.settings), JSON.stringify(settings))
  return { rows, faults: items.length === 0 ? ['There was no open fee to pay.'] : [] }
})
