import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { HostEvent } from '../../../../contract/events.ts'
import type { Places } from '../../../../main/hosts/world/places.ts'
import { openWorld, type World, type WorldOptions } from '../../../../main/hosts/world/world.ts'
import { type Practice, startPractice } from '../../../../main/practice/practice.ts'

export const CLERK = { host: 'terminal', operator: 'June Office' } as const

/** Folders of this test's own, gone when it ends; neither is there yet. */
export function freshPlaces(): Places {
  const folder = mkdtempSync(join(tmpdir(), 'feebridge-world-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return { own: join(folder, 'own'), practice: join(folder, 'practice') }
}

/** A world with real engines in processes of their own, closed when the test ends; with everything that it told. */
export async function openHere(
  places: Places,
  options: Partial<WorldOptions> = {},
): Promise<World & { told: HostEvent[] }> {
  const opened = await openWorld({ places, caller: CLERK, ...options })
  if (!opened.ok) throw new Error(opened.error.message)
  const world = opened.value
  onTestFinished(() => world.close())
  const told: HostEvent[] = []
  world.onEvent(event => told.push(event))
  return Object.assign(world, { told })
}

/** Another Incident IQ on loopback, for a district's own ledger to be set up with. */
export async function anotherSystem(): Promise<Practice> {
  const practice = await startPractice({ seed: 7, students: 20, fees: 30, unmatchedFees: 0 })
  onTestFinished(() => practice.close())
  return practice
}

/** What a set-up sends: that system's settings, with some changed. */
export function fileFor(practice: Practice, iiq: object = {}) {
  const { district, systems, tasks } = practice.settings()
  return { district: { ...district, name: 'North Harbor' }, systems: { iiq: { ...systems.iiq, ...iiq } }, tasks }
}
