import { addDays, dayInZone, startOfDayMs } from '../domain/zone.ts'
import type { Core } from '../engine/core.ts'
import { nowOf } from '../engine/run-context.ts'
import { timeZoneOf } from '../engine/settings-store.ts'
import { readOverview, readStatus, readTasks } from '../engine/status.ts'
import type { Handlers } from './handlers.ts'

/** The Overview, the state of the bridge, and pausing it. */
export const bridgeHandlers: Handlers<
  'status.read' | 'overview.read' | 'tasks.list' | 'bridge.pause' | 'bridge.resume'
> = {
  'status.read': (core, _request, caller) => readStatus(core, caller.operator),
  'overview.read': (core, _request, caller) => readOverview(core, caller.operator),
  'tasks.list': core => ({ items: readTasks(core), next: null }),
  'bridge.pause': (core, { until }, caller) => {
    const nowMs = core.clock.nowMs()
    const zone = timeZoneOf(core.ledger)
    const untilMs =
      until === 'tomorrow' ? startOfDayMs(addDays(dayInZone(nowMs, zone), 1), zone) : nowMs + until * 60_000
    return setPause(core, new Date(untilMs).toISOString(), caller.operator)
  },
  'bridge.resume': (core, _request, caller) => setPause(core, '', caller.operator),
}

function setPause(core: Core, until: string, actor: string) {
  const { ledger } = core
  ledger.transact(() => {
    ledger.settings.setMeta('paused-until', until)
    ledger.audit.append({
      at: nowOf(core),
      actor,
      action: until === '' ? 'bridge.resume' : 'bridge.pause',
      subject: null,
      facts: { until },
    })
  })
  core.changed('status', 'tasks')
  return readStatus(core, actor)
}
