import type { Secrets } from '../../main/domain/ports.ts'
import type { PracticeIiq } from '../../main/practice/iiq/iiq.ts'
import { createRandom, type Random } from '../../main/practice/random.ts'
import { Life, type LifeParts, seededIds } from './life.ts'
import { openPracticeDoor, type PracticeDoor } from './practice-door.ts'
import { Rules } from './rules.ts'
import { Story } from './story.ts'
import { VirtualTime } from './virtual-time.ts'
import { Wire } from './wire.ts'

/** How often the process is killed at a place, by what it is about to do there. */
const KILL_CHANCES: readonly [RegExp, number][] = [
  [/journal/, 1 / 40],
  [/create|remove/, 1 / 30],
  [/look-up|read|wait/, 1 / 200],
  [/COMMIT/, 1 / 200],
  [/BEGIN|INSERT|UPDATE|DELETE/, 1 / 700],
]
const KILL_CHANCE_ELSEWHERE = 1 / 9_000
const MINUTE_MS = 60_000
/** The simulation begins on one of these days: an ordinary one, the days on which clocks change, the end of a year. */
const FIRST_DAYS = ['2026-02-11T15:00Z', '2026-03-08T05:30Z', '2025-11-02T04:30Z', '2025-12-31T23:30Z']

/** One office, its Incident IQ, the line between them, and the engine that lives and dies there. */
export class World {
  readonly seed: number
  readonly time: VirtualTime
  readonly story: Story
  readonly door: PracticeDoor
  readonly iiq: PracticeIiq
  readonly wire: Wire
  readonly rules: Rules
  /** Keys of fees on which somebody in Incident IQ did what only a person here can answer. */
  readonly strange = new Set<string>()
  /** Keys of fees that were deleted there, or rows of ours on them: what is gone can be found no more. */
  readonly vanished = new Set<string>()
  /** How often the process may still be killed, and how readily. */
  killsLeft = 0
  killRate = 0
  deaths = 0
  life: Life | null = null
  private readonly dir: string
  private readonly spoil: LifeParts['spoil']
  private readonly kills: Random
  private readonly ids: ReturnType<typeof seededIds>
  private readonly stored = new Map<string, string>()
  private waiting: ((life: Life) => void)[] = []
  private lives = 0

  constructor(seed: number, dir: string, spoil?: LifeParts['spoil']) {
    this.seed = seed
    this.dir = dir
    this.spoil = spoil
    const random = this.chance('world')
    const startMs = Date.parse(random.pick(FIRST_DAYS))
    this.time = new VirtualTime(startMs)
    this.story = new Story(this.time)
    this.door = openPracticeDoor(
      seed,
      { students: random.between(2, 4), fees: random.between(4, 9) },
      () => startMs + Math.floor(this.time.nowMs),
    )
    this.iiq = this.door.iiq
    this.iiq.switches.pageCap = random.between(3, 9)
    this.kills = this.chance('kills')
    this.ids = seededIds(this.chance('ids'), this.time)
    const { time, story, iiq, door } = this
    this.rules = new Rules({
      time,
      story,
      iiq,
      read: () => this.life?.reader ?? null,
      whyHeld: id => this.life?.whyHeld(id) ?? null,
    })
    this.wire = new Wire({ time, door, random: this.chance('wire'), story, listener: this.rules })
  }

  /** A stream of chance of its own: what one part of the world does more often does not change the others. */
  chance(label: string): Random {
    return createRandom(this.seed, `simulator/${label}`)
  }

  /** The engine, when it is there: at once, or after its next start. */
  alive(): Promise<Life> {
    return this.life === null ? new Promise(resolve => this.waiting.push(resolve)) : Promise.resolve(this.life)
  }

  async open(dir = `${this.dir}/life`): Promise<void> {
    this.lives += 1
    const secrets: Secrets = {
      read: name => this.stored.get(name) ?? null,
      write: async (name, value) => void this.stored.set(name, value),
    }
    const life = await Life.open({
      dir,
      time: this.time,
      wire: this.wire,
      ids: this.ids,
      secrets,
      ledgerId: this.chance('ledger').hex(8),
      shallDie: at => this.shallDie(at),
      died: (at, next) => this.mourn(at, next),
      failedInside: text => this.rules.breach('failed inside', text),
      runClosed: run => this.rules.runClosed(run),
      spoil: this.spoil,
    })
    if (this.lives > 1) this.story.tell('bridge', 'is open again')
    this.life = life
    life.begin()
    const waiting = this.waiting
    this.waiting = []
    for (const go of waiting)
      if (this.life === life) go(life)
      else this.waiting.push(go)
  }

  /** Closes the engine as a host does, and opens it again on the same files. */
  async reopen(): Promise<void> {
    const { life } = this
    if (life === null) return
    this.story.tell('world', 'the bridge is closed')
    await life.close()
    this.rules.engineDied()
    if (this.life !== life) return
    this.life = null
    await this.time.sleep(1_000)
    await this.open(life.dir)
  }

  /** Sets the office's clock; for a while nothing is killed, because a dead process cannot know that its clock was set. */
  setClock(byMs: number): void {
    this.story.tell('world', `the office clock is set by ${Math.round(byMs / MINUTE_MS)} minutes`)
    this.time.setClock(byMs)
    this.rules.clockWasSet()
    const { killRate } = this
    this.killRate = 0
    this.time.after(8 * MINUTE_MS, () => {
      this.killRate = killRate
    })
  }

  private shallDie(at: string): boolean {
    if (this.killsLeft <= 0 || this.killRate === 0) return false
    const chance = KILL_CHANCES.find(([place]) => place.test(at))?.[1] ?? KILL_CHANCE_ELSEWHERE
    return this.kills.chance(chance * this.killRate)
  }

  private mourn(at: string, dir: string): void {
    const dead = this.life
    this.story.tell('world', `the bridge is killed: ${at}`)
    this.killsLeft -= 1
    this.deaths += 1
    this.life = null
    this.rules.engineDied()
    this.time.after(this.kills.between(500, 3 * MINUTE_MS), () => {
      dead?.bury()
      void this.open(dir)
    })
  }
}
