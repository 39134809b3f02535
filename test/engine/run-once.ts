// A program of its own, so that a test can kill it at any moment: opens the engine on a data folder, says so, runs iiQ Sync once and says how it ended.
import { openEngine } from '../../main/engine/compose.ts'

const opened = await openEngine({ dataDir: process.argv[2] ?? '', create: false, role: 'command' })
if (!opened.ok) throw new Error(opened.error.message)
process.stdout.write('open\n')
const caller = { host: 'terminal', operator: 'June Office' } as const
const reply = await opened.value.call('runs.start', { task: 'iiq-sync', wait: true }, caller)
process.stdout.write(`${reply.ok ? reply.value.outcome : reply.error.message}\n`)
await opened.value.close()
