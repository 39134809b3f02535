import type { Reply } from '../../../../contract/app-error.ts'
import type { EngineEvent, HostEvent } from '../../../../contract/events.ts'
import { ADMINISTRATOR, PERMISSIONS } from '../../../../contract/permissions.ts'
import type { Me } from '../../../../contract/rows/operator.ts'
import type { Log } from '../../../../main/domain/ports.ts'
import type { Caller, Engine } from '../../../../main/engine/engine.ts'
import type { World } from '../../../../main/hosts/world/world.ts'

/**
 * A small engine of its own kind: it writes down what reaches it and answers every call with a refusal that names it, or as a test says. Whoever asks is its
 * administrator; that hosts ask who it is, is not written down.
 */
export interface RecordingEngine extends Engine {
  calls: { name: string; request: unknown; caller: Caller }[]
  /** Answers of a test's own, by the call's name. */
  answers: Map<string, (request: never) => Reply<unknown>>
  tell(event: EngineEvent): void
  listeners(): number
}

const ADMINISTRATOR_HERE: Me = {
  operator: {
    id: 'o1',
    name: 'June Office',
    role: ADMINISTRATOR,
    osAccount: 'mlopez',
    hasPin: false,
    locations: null,
    archived: false,
  },
  permissions: [...PERMISSIONS],
  signedIn: false,
  osAccount: 'mlopez',
}

export function createRecordingEngine(): RecordingEngine {
  const calls: RecordingEngine['calls'] = []
  const answers: RecordingEngine['answers'] = new Map([
    ['operators.me', () => ({ ok: true, value: ADMINISTRATOR_HERE })],
  ])
  const listeners = new Set<(event: EngineEvent) => void>()
  return {
    calls,
    answers,
    tell: event => {
      for (const listener of listeners) listener(event)
    },
    listeners: () => listeners.size,
    call: async (name, request, caller) => {
      if (name !== 'operators.me') calls.push({ name, request, caller })
      const answer = answers.get(name)
      // A test answers with what the contract says for that name.
      if (answer !== undefined) return answer(request as never) as never
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

/** A world that never changes around an engine; what it tells reaches its listeners like the engine's own events. */
export function worldAround(engine: Engine, dataFolder: string): World {
  const listeners = new Set<(event: HostEvent) => void>()
  const refused = async () => ({ code: 'refused', message: 'This world does not change.' }) as const
  return {
    engine,
    view: () => ({ ledger: 'own', dataFolder, ownIsSetUp: true, canSwitch: false, canPlay: false }),
    ledgerKey: () => dataFolder,
    engineState: () => ({ kind: 'up', pid: null }),
    onEngineState: () => () => undefined,
    onEvent(listener) {
      const unsubscribe = engine.subscribe(listener)
      listeners.add(listener)
      return () => {
        unsubscribe()
        listeners.delete(listener)
      }
    },
    tell: event => {
      for (const listener of listeners) listener(event)
    },
    switchTo: refused,
    setUp: async () => ({ ok: false, error: await refused() }),
    throwAwayPractice: refused,
    play: () => null,
    close: async () => undefined,
  }
}
