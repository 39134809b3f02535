import type { EngineEvent } from '../../../../contract/events.ts'
import type { Log } from '../../../../main/domain/ports.ts'
import type { Caller, Engine } from '../../../../main/engine/engine.ts'

/** A small engine of its own kind: it writes down what reaches it and answers every call with a refusal that names it. */
export interface RecordingEngine extends Engine {
  calls: { name: string; request: unknown; caller: Caller }[]
  tell(event: EngineEvent): void
  listeners(): number
}

export function createRecordingEngine(): RecordingEngine {
  const calls: RecordingEngine['calls'] = []
  const listeners = new Set<(event: EngineEvent) => void>()
  return {
    calls,
    tell: event => {
      for (const listener of listeners) listener(event)
    },
    listeners: () => listeners.size,
    call: async (name, request, caller) => {
      calls.push({ name, request, caller })
      return { ok: false, error: { code: 'refused', message: `heard ${name}` } }
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => listeners.clear(),
  }
}

export const QUIET_LOG: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }
