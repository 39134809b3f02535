// A program of its own, so that a test can kill it at any moment: opens the engine on a data folder, says so, runs iiQ Sync once and says how it ended.
// With a number it kills itself before that SQL statement of the run; it tells how many there were.
import Database from 'better-sqlite3'
import { openEngine } from '../../main/engine/compose.ts'

const [, , dataDir = '', dieAt = ''] = process.argv
const opened = await openEngine({ dataDir, create: false, role: 'command' })
if (!opened.ok) throw new Error(opened.error.message)
const counted = countStatements(dieAt === '' ? Number.POSITIVE_INFINITY : Number(dieAt))
process.stdout.write('open\n')
const caller = { host: 'terminal', operator: 'June Office' } as const
const reply = await opened.value.call('runs.start', { task: 'iiq-sync', wait: true }, caller)
process.stdout.write(
  `${JSON.stringify({ outcome: reply.ok ? reply.value.outcome : reply.error.message, statements: counted() })}\n`,
)
await opened.value.close()

/** Counts the statements that write, BEGIN and COMMIT among them. */
function countStatements(last: number): () => number {
  const db = new Database(':memory:')
  const statements = Object.getPrototypeOf(db.prepare('SELECT 1')) as { run(...values: unknown[]): unknown }
  db.close()
  const { run } = statements
  let count = 0
  statements.run = function (...values: unknown[]) {
    count += 1
    if (count === last) process.kill(process.pid, 'SIGKILL')
    return run.apply(this, values)
  }
  return () => count
}
