import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { FILES } from './import.ts'
import { openConnected, runSync, startReplay } from './import-place.ts'
import { runSide } from './side.ts'

/** Under the clock: one whole run, from OPEN to CLOSE. Opening the ledger is not. */
await runSide(async ({ dir, rows, name }) => {
  const folder = join(dir, 'ours')
  rmSync(folder, { recursive: true, force: true })
  if (existsSync(join(dir, FILES.before))) cpSync(join(dir, FILES.before), folder, { recursive: true })
  const server = await startReplay(join(dir, FILES.recording))
  const engine = await openConnected(
    folder,
    JSON.parse(readFileSync(join(dir, 'settings.json'), 'utf8')),
    server.origin,
  )
  return async () => {
    const { counts, faults } = await runSync(engine)
    server.stop()
    if (name === 'import-unchanged' && counts.unchanged !== counts.pulled)
      faults.push(`Only ${counts.unchanged ?? 0} of ${counts.pulled ?? 0} records were unchanged.`)
    return { rows, faults }
  }
})
