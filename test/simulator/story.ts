import type { VirtualTime } from './virtual-time.ts'

/** Who does what in the story of a seed. */
export type Teller = 'clerk' | 'agent' | 'bridge' | 'wire' | 'world' | 'rules'

/** Everything that happened in one seed, in its order, so that a failure can be read. */
export class Story {
  readonly lines: string[] = []
  private readonly time: VirtualTime
  private readonly names = new Map<string, string>()

  constructor(time: VirtualTime) {
    this.time = time
  }

  tell(who: Teller, what: string): void {
    this.lines.push(`${momentOf(this.time.nowMs)}  ${who.padEnd(6)}  ${what}`)
  }

  /** A short name for an id, the same throughout: F1 for the first fee that is spoken of. */
  nameOf(letter: string, id: string): string {
    const key = `${letter}:${id.toLowerCase()}`
    const known = this.names.get(key)
    if (known !== undefined) return known
    const count = [...this.names.keys()].filter(one => one.startsWith(`${letter}:`)).length
    const name = `${letter}${count + 1}`
    this.names.set(key, name)
    return name
  }
}

function momentOf(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(h)}:${two(m)}:${two(s)}.${String(Math.floor(ms) % 1_000).padStart(3, '0')}`
}
