import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runAsEngineChild } from '../../../../main/engine/link/engine-child.ts'
import { fakeEngine } from './fake-engine.ts'

// The engine's process with a fake engine inside. Like the real one it refuses a folder without a ledger unless told to create it.
runAsEngineChild(async (options, { secrets }) => {
  const ledger = join(options.dataDir, 'ledger')
  if (!options.create && !existsSync(ledger))
    return { ok: false, error: { code: 'not-set-up', message: `There is no ledger in ${options.dataDir}.` } }
  writeFileSync(ledger, JSON.stringify(options))
  return { ok: true, value: fakeEngine(secrets) }
})
