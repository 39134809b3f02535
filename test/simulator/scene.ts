import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import type { IiqSettings } from '../../contract/settings.ts'
import { Desk } from './clerk.ts'
import { setIiq } from './clerk-switches.ts'
import { pass, setUp } from './seed.ts'
import { takeOverTime } from './virtual-time.ts'
import { World } from './world.ts'

/** A world in which nothing happens by itself, for a test that tells what happens. */
export interface Scene {
  world: World
  desk: Desk
  /** Id of the one fee that a scene begins with: $40.00, open. */
  feeId: string
  /** The same fee there. */
  feeThere: string
  /** Does something, and lets time pass until it is done. */
  play<Value>(work: Promise<Value>): Promise<Value>
  wait(ms: number): Promise<void>
  run(): Promise<string | null>
  pay(amount: string): Promise<string>
  /** Deliveries as "payment delivered". */
  deliveries(): string[]
  /** What took effect there, as "POST Payment 2.00". */
  effects(): string[]
}

const MINUTE_MS = 60_000

/** A test in virtual time, with the simulator's world. The rules that hold at every moment hold here too. */
export function scene(title: string, settings: Partial<IiqSettings>, work: (stage: Scene) => Promise<void>): void {
  test(title, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'feebridge-scene-'))
    const world = new World(1, dir)
    const desk = new Desk(world)
    const giveBack = takeOverTime(world.time, () => 0.5)
    try {
      const there = world.iiq.addFee({ sku: firstSku(world), amountCents: 4_000 })
      await pass(world, setUp(world, desk))
      await pass(
        world,
        setIiq(desk, { waiveZeroDue: false, instantPayments: true, exportAdjustments: true, ...settings }),
      )
      await work(openScene(world, desk, there.id))
      if (world.rules.broken.length > 0) throw new Error(world.rules.broken.join('\n'))
    } finally {
      world.life?.stop()
      await world.time.settle()
      giveBack()
      world.life?.bury()
      rmSync(dir, { recursive: true, force: true })
    }
  })
}

function openScene(world: World, desk: Desk, feeThere: string): Scene {
  const fee = desk.fees(`external_key = '${feeThere.toLowerCase()}'`)[0]
  if (fee === undefined) throw new Error('The fee of the scene was not pulled.')
  const play = async <Value>(doing: Promise<Value>): Promise<Value> => {
    await pass(world, doing)
    // A broken rule ends the scene: what was begun may never end.
    if (world.rules.broken.length > 0) throw new Error(world.rules.broken.join('\n'))
    return await doing
  }
  return {
    world,
    desk,
    feeId: fee.id,
    feeThere,
    play,
    wait: ms => play(world.time.sleep(ms)),
    run: async () => {
      const run = await play(desk.ask('runs.start', { task: 'iiq-sync', wait: true, approve: true }, 'starts a run'))
      await play(world.time.sleep(MINUTE_MS))
      return run?.outcome ?? null
    },
    async pay(amount) {
      const paid = await play(
        desk.enter('fees.pay', { parts: [{ id: fee.id, amount }], method: 'cash' }, `takes ${amount}`),
      )
      return paid?.results[0]?.entryIds[0] ?? ''
    },
    deliveries: () =>
      desk
        .rows<{ kind: string; state: string }>('SELECT kind, state FROM deliveries ORDER BY seq')
        .map(one => `${one.kind} ${one.state}`),
    effects: () => world.iiq.effects.map(one => `${one.method} ${one.kind} ${one.amountText}`),
  }
}

function firstSku(world: World): string {
  const type = world.iiq.itemTypes().find(one => one.kind === 'Fee')
  if (type === undefined) throw new Error('There is no item type for fees.')
  return type.sku
}
