import type { Reply } from '../../../../contract/app-error.ts'
import type { CallName, CallRequest, CallValue } from '../../../../contract/calls.ts'
import type { EngineEvent } from '../../../../contract/events.ts'
import type { Secrets } from '../../../../main/domain/ports.ts'
import type { Caller, OpenedEngine, PowerEvent } from '../../../../main/engine/engine.ts'

/** An engine without a ledger: it answers a few calls in ways that tests can tell apart, and none of the others. */
export interface FakeEngine extends OpenedEngine {
  readonly received: { name: string; caller: Caller }[]
  readonly isClosed: () => boolean
  emit(event: EngineEvent): void
  /** Lets every `runs.show` under way answer. */
  release(): void
}

/**
 * `imports.show` echoes its id, `runs.show` waits for `release`, `imports.list` answers `limit` padded rows, `ledger.verify` throws as a bug would,
 * `errors.ignore` ends the process (a crash), `settings.show` reads the API key, `settings.import` writes the text it is given as the API key, and
 * `tasks.list` lists what it heard of the computer's power.
 */
export function fakeEngine(secrets?: Secrets): FakeEngine {
  const received: { name: string; caller: Caller }[] = []
  const listeners = new Set<(event: EngineEvent) => void>()
  let gate = Promise.withResolvers<void>()
  let closed = false
  const heard: PowerEvent[] = []

  async function value(name: CallName, request: unknown): Promise<unknown> {
    const asked = request as { id?: string; limit?: number; file?: string }
    if (name === 'settings.show') return { key: secrets?.read('iiq.apiKey') ?? null }
    if (name === 'settings.import') return await secrets?.write('iiq.apiKey', asked.file ?? '')
    if (name === 'tasks.list') return { heard }
    if (name === 'imports.show') return { import: { id: asked.id }, raw: null, versions: [] }
    if (name === 'imports.list')
      return { items: Array.from({ length: asked.limit ?? 1 }, () => ({ message: 'x'.repeat(10_000) })), next: null }
    if (name === 'ledger.verify') throw new Error('a bug')
    if (name === 'errors.ignore') process.exit(7)
    if (name === 'runs.show') await gate.promise
    return { name, pid: process.pid }
  }

  return {
    received,
    isClosed: () => closed,
    emit(event) {
      for (const listener of listeners) listener(event)
    },
    release() {
      gate.resolve()
      gate = Promise.withResolvers()
    },
    async call<Name extends CallName>(
      name: Name,
      request: CallRequest<Name>,
      caller: Caller,
    ): Promise<Reply<CallValue<Name>>> {
      received.push({ name, caller })
      return { ok: true, value: (await value(name, request)) as CallValue<Name> }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    power(event) {
      heard.push(event)
    },
    async close() {
      closed = true
      gate.resolve()
    },
  }
}
