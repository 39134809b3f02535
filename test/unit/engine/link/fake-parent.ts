import { forkEngineProcess } from '../../../../main/engine/link/fork-engine.ts'
import { forkEngine } from '../../../../main/engine/link/supervise-engine.ts'

// A host that owns an engine child, to be killed by a test: prints the child's process id and then only lives.
const [, , dataDir, program] = process.argv
if (dataDir === undefined || program === undefined) throw new Error('Usage: fake-parent DIR PROGRAM')
const engine = await forkEngine({ dataDir, create: true, start: () => forkEngineProcess(program) })
if (!engine.ok) throw new Error(engine.error.message)
const state = engine.value.state()
process.stdout.write(`${state.kind === 'up' ? state.pid : 0}\n`)
