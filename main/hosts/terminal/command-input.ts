/** What was typed, checked against the command's row in the table. Values are read by the name that the table gives them. */
export class CommandInput {
  readonly dataFolder: string
  /** True when `--data` named the folder. */
  readonly dataIsNamed: boolean
  readonly json: boolean
  /** The operator that `--as` names. */
  readonly as: string | undefined
  readonly #operands: ReadonlyMap<string, readonly string[]>
  readonly #options: ReadonlyMap<string, string | number | true>

  constructor(
    place: { dataFolder: string; dataIsNamed: boolean; json: boolean; as?: string },
    operands: ReadonlyMap<string, readonly string[]>,
    options: ReadonlyMap<string, string | number | true>,
  ) {
    this.dataFolder = place.dataFolder
    this.dataIsNamed = place.dataIsNamed
    this.json = place.json
    this.as = place.as
    this.#operands = operands
    this.#options = options
  }

  /** A required operand. The parser has made sure that it is there; asking for another is a bug. */
  operand(name: string): string {
    const value = this.#operands.get(name)?.[0]
    if (value === undefined) throw new Error(`The command has no operand ${name}`)
    return value
  }

  /** All values of an operand; none when it was left out. */
  operands(name: string): string[] {
    return [...(this.#operands.get(name) ?? [])]
  }

  flag(name: string): boolean {
    return this.#options.get(name) === true
  }

  text(name: string): string | undefined {
    const value = this.#options.get(name)
    return typeof value === 'string' ? value : undefined
  }

  /** An operand or option as one of its choices; the table has them too, so that help can list them. */
  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.#operands.get(name)?.[0] ?? this.text(name)
    return choices.find(choice => choice === value)
  }

  /** A required operand as one of its choices. */
  required<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const value = this.choice(name, choices)
    if (value === undefined) throw new Error(`The command has no operand ${name}`)
    return value
  }

  /** `--limit` and `--after` of a list. */
  page(): { limit?: number; after?: string } {
    return given({ limit: this.number('limit'), after: this.text('after') })
  }

  /** A text that an empty value (`--gl-code ""`) takes away. */
  emptiable(name: string): string | null | undefined {
    const value = this.text(name)
    return value === '' ? null : value
  }

  /** `--archive` and `--restore`. */
  archived(): boolean | undefined {
    if (this.flag('archive')) return true
    return this.flag('restore') ? false : undefined
  }

  number(name: string): number | undefined {
    const value = this.#options.get(name)
    return typeof value === 'number' ? value : undefined
  }
}

/** Leaves out what was not given, so that a request holds only what was typed. */
export function given<T extends Record<string, unknown>>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>
  }
}
