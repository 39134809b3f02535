import type { HostEvent, Topic } from '../../../contract/events.ts'
import type { Caller } from '../../engine/engine.ts'
import type { World } from '../world/world.ts'
import type { Standing } from './tray-model.ts'

/** A busy run says something with every batch; the status is asked again at most this often. */
const GATHER_MS = 250
/** A pause that ends, or a system that comes back, is seen at the latest after this. */
const LOOK_MS = 60_000
const TOPICS: ReadonlySet<Topic> = new Set<Topic>(['status', 'progress', 'errors', 'runs', 'imports', 'settings'])

/** The one source of what tray, tooltip, title and notifications show: the engine's own status, asked again whenever it may have changed. */
export interface StatusWatch {
  standing(): Standing
  /** Calls the listener with every standing, the present one first. */
  onStanding(listener: (standing: Standing) => void): void
  stop(): void
}

export function watchStatus(world: World, caller: Caller): StatusWatch {
  const listeners = new Set<(standing: Standing) => void>()
  let standing: Standing = { kind: 'opening' }
  let timer: NodeJS.Timeout | null = null
  let stopped = false

  const ask = async (): Promise<void> => {
    const reply = await world.engine.call('status.read', {}, caller)
    if (stopped) return
    standing = reply.ok ? { kind: 'known', status: reply.value } : { kind: 'away', why: reply.error.message }
    for (const listener of listeners) listener(standing)
  }
  const askSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = null
      void ask()
    }, GATHER_MS)
  }
  const unhear = world.onEvent(event => {
    if (mayChangeStatus(event)) askSoon()
  })
  const look = setInterval(askSoon, LOOK_MS)
  void ask()
  return {
    standing: () => standing,
    onStanding(listener) {
      listeners.add(listener)
      listener(standing)
    },
    stop() {
      stopped = true
      unhear()
      clearInterval(look)
      if (timer !== null) clearTimeout(timer)
    },
  }
}

function mayChangeStatus(event: HostEvent): boolean {
  switch (event.kind) {
    case 'changed':
      return event.topics.some(topic => TOPICS.has(topic))
    case 'run-closed':
    case 'ledger':
      return true
    case 'go':
      return false
  }
}
