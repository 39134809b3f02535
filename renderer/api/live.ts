import type { Query, QueryClient } from '@tanstack/react-query'
import type { CallName } from '../../contract/calls.ts'
import type { Topic, WindowEvent } from '../../contract/events.ts'
import type { HostCallName } from '../../contract/host-calls.ts'
import type { RunRow } from '../../contract/rows/run.ts'
import { call, listen } from './bridge.ts'

/** Which reading calls a topic makes stale. A query's key begins with its call's name. */
export const STALE_BY_TOPIC: Record<Topic, readonly (CallName | HostCallName)[]> = {
  status: ['status.read', 'overview.read', 'outbox.gate'],
  progress: ['status.read'],
  runs: ['runs.list', 'runs.outline', 'runs.show', 'overview.read', 'overview.charts', 'tasks.list', 'status.read'],
  imports: ['imports.list', 'imports.outline', 'imports.causes', 'imports.show', 'imports.index', 'fees.show'],
  errors: ['errors.list', 'overview.read', 'status.read', 'outbox.gate', 'outbox.list'],
  fees: [
    'fees.list',
    'fees.outline',
    'fees.show',
    'students.list',
    'students.outline',
    'students.show',
    'overview.read',
    'overview.charts',
    'outbox.gate',
    'outbox.list',
    'receipts.list',
    'receipts.show',
  ],
  reference: [
    'locations.list',
    'categories.list',
    'itemTypes.list',
    'students.list',
    'students.outline',
    'students.show',
    'rebuild.read',
  ],
  // What the switches hold back changes with them.
  settings: [
    'settings.show',
    'overview.read',
    'status.read',
    'host.show',
    'outbox.gate',
    'outbox.list',
    'fees.show',
    'errors.list',
  ],
  tasks: ['tasks.list', 'overview.read', 'settings.show', 'outbox.gate', 'outbox.list', 'fees.show'],
  rebuild: ['rebuild.read'],
  host: ['host.show'],
  practice: ['practice.show'],
  operators: ['operators.list', 'operators.me', 'status.read'],
}

/** Lists with more loaded pages than this are not asked again by themselves. */
const LIVE_PAGES_MOST = 5

/** A busy run says something with every batch; the window asks again at most this often. */
const GATHER_MS = 400

export interface LiveListener {
  onConnection(connected: boolean): void
  onRunClosed(run: RunRow): void
  /** The host asks for another page of the window. */
  onGo(hash: string): void
}

/** Keeps every query fresh: what an event names is asked again, and after a broken line everything. */
export function keepLive(client: QueryClient, listener: LiveListener): () => void {
  const stale = new Set<Topic>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let broken = false
  const flush = () => {
    timer = undefined
    const names = new Set<unknown>([...stale].flatMap(topic => STALE_BY_TOPIC[topic]))
    stale.clear()
    const isStale = (query: Query) => names.has(query.queryKey[0])
    // A list scrolled far down is only marked: asking for all its pages again would keep the engine busy and move what is being read. Outlines and
    // pictures are counts over everything: whoever shows one reads it again in good time.
    const isCostly = (query: Query) => isLong(query) || isCounted(query)
    void client.invalidateQueries({ predicate: query => isStale(query) && isCostly(query), refetchType: 'none' })
    void client.invalidateQueries({ predicate: query => isStale(query) && !isCostly(query) })
  }
  const onEvent = (event: WindowEvent) => {
    if (event.kind === 'go') return listener.onGo(event.hash)
    // Another ledger is open: not one row that is shown is true any more.
    if (event.kind === 'ledger') return void client.resetQueries()
    const topics: readonly Topic[] = event.kind === 'changed' ? event.topics : ['runs', 'status']
    for (const topic of topics) stale.add(topic)
    timer ??= setTimeout(flush, GATHER_MS)
    if (event.kind === 'run-closed') announce(event.runId)
  }
  const announce = (runId: string) => {
    // A locked window may not look, and a broken line has its own words: then nothing is announced.
    call('runs.show', { id: runId, limit: 1 }).then(
      ({ run }) => listener.onRunClosed(run),
      () => undefined,
    )
  }
  const onConnection = (connected: boolean) => {
    if (connected && broken) void client.invalidateQueries()
    // Asking for the status finds out why the line broke, and goes on asking until it is whole.
    if (!connected && !broken) void client.invalidateQueries({ queryKey: ['status.read'] })
    broken = !connected
    listener.onConnection(connected)
  }
  const stop = listen(onEvent, onConnection)
  return () => {
    clearTimeout(timer)
    stop()
  }
}

function isCounted(query: Query): boolean {
  const name = String(query.queryKey[0])
  return name.endsWith('.outline') || name === 'overview.charts'
}

/** True for a list of which many pages are loaded. */
export function isLong(query: { state: { data: unknown } }): boolean {
  const { data } = query.state
  return (
    typeof data === 'object' &&
    data !== null &&
    'pages' in data &&
    Array.isArray(data.pages) &&
    data.pages.length > LIVE_PAGES_MOST
  )
}
