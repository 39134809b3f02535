import type { Reply } from '../../../contract/app-error.ts'
import type { HostInput, HostView, Preferences } from '../../../contract/host-calls.ts'
import type { EngineState } from '../../engine/link/supervise-engine.ts'
import type { Asked } from './answer-host-call.ts'

export async function show({ world, doors }: Asked): Promise<Reply<HostView>> {
  return { ok: true, value: viewHost({ world, doors }) }
}

/** The host as the window sees it. */
export function viewHost({ world, doors }: Pick<Asked, 'world' | 'doors'>): HostView {
  return {
    kind: doors.kind,
    version: doors.version,
    platform: process.platform,
    ...world.view(),
    hasFiles: doors.hasFiles,
    hasTray: doors.hasTray(),
    canStartAtLogin: doors.canStartAtLogin,
    preferences: doors.readPreferences(),
    engine: viewEngine(world.engineState()),
    updates: doors.updates(),
  }
}

function viewEngine(state: EngineState): HostView['engine'] {
  switch (state.kind) {
    case 'up':
      return { kind: 'up' }
    case 'restarting':
      return { kind: 'restarting', why: state.why }
    case 'stopped':
      return { kind: 'restarting', why: 'The ledger is being opened or closed.' }
  }
}

export async function prefer(asked: Asked, changes: HostInput<'host.prefer'>): Promise<Reply<HostView>> {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const wanted: Preferences = { ...asked.doors.readPreferences(), ...given }
  const kept = await asked.doors.writePreferences(wanted)
  if (kept.kind === 'refused') return { ok: false, error: { code: 'refused', message: kept.message } }
  asked.world.tell({ kind: 'changed', topics: ['host'] })
  return show(asked)
}

export async function checkUpdates(asked: Asked): Promise<Reply<HostView>> {
  const checked = await asked.doors.checkUpdates()
  if (checked.kind === 'refused') return { ok: false, error: { code: 'refused', message: checked.message } }
  asked.world.tell({ kind: 'changed', topics: ['host'] })
  return show(asked)
}
