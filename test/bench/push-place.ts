import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { CallName, CallRequest, CallValue } from '../../contract/calls.ts'
import { openEngine } from '../../main/engine/compose.ts'
import type { Engine, EngineOptions } from '../../main/engine/engine.ts'

const ME = { host: 'terminal', operator: 'bench' } as const

/** An engine of a bench: whatever it refuses ends the measurement. */
export interface BenchEngine {
  engine: Engine
  call<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<CallValue<Name>>
}

export async function openBenchEngine(dataDir: string, role: EngineOptions['role']): Promise<BenchEngine> {
  const opened = await openEngine({ dataDir, create: true, role })
  if (!opened.ok) throw new Error(opened.error.message)
  const engine = opened.value
  return {
    engine,
    async call(name, request) {
      const reply = await engine.call(name, request, ME)
      if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`)
      return reply.value
    },
  }
}

/** Starts a server program of the bench in a process of its own. Its first message is its origin. */
export async function startServer(program: string, ...args: string[]) {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), args, { stdio: ['ignore', 2, 2, 'ipc'] })
  const [origin] = await once(child, 'message')
  return { origin: String(origin), child, stop: () => void child.disconnect() }
}
