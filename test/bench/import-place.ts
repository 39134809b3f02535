import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openEngine } from '../../main/engine/compose.ts'
import type { Engine } from '../../main/engine/engine.ts'

const ME = { host: 'terminal', operator: 'bench' } as const

/** Starts the recorded Incident IQ in a process of its own. */
export async function startReplay(recording: string): Promise<{ origin: string; stop(): void }> {
  const child = fork(fileURLToPath(new URL('./import-replay.ts', import.meta.url)), [recording], {
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const [origin] = await once(child, 'message')
  return { origin: String(origin), stop: () => void child.disconnect() }
}

/** Opens an engine on a folder, connected to an Incident IQ at another address than before. */
export async function openConnected(dataDir: string, settings: object, origin: string): Promise<Engine> {
  const opened = await openEngine({ dataDir, create: true, role: 'command' })
  if (!opened.ok) throw new Error(opened.error.message)
  const file = structuredClone(settings) as { systems: { iiq: { baseUrl: string } } }
  file.systems.iiq.baseUrl = origin
  const imported = await opened.value.call('settings.import', { file, practice: true }, ME)
  if (!imported.ok) throw new Error(imported.error.message)
  return opened.value
}

/** One run of iiQ Sync; what is wrong with it in sentences. */
export async function runSync(engine: Engine): Promise<{ counts: Record<string, number>; faults: string[] }> {
  const run = await engine.call('runs.start', { task: 'iiq-sync', wait: true, approve: true }, ME)
  if (!run.ok) return { counts: {}, faults: [run.error.message] }
  const { outcome, message, counts } = run.value
  const faults =
    outcome === 'succeeded' || outcome === 'partly' ? [] : [`The run ended as ${outcome}: ${message ?? ''}`]
  return { counts: { ...counts }, faults }
}
