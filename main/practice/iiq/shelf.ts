import type { Facets } from './facets.ts'
import type { Row } from './records.ts'

/** One facet and the values (already read) of which a row needs one. */
export interface Condition {
  facet: string
  values: readonly string[]
}

/** A further test that is no facet, with a name for the cache; the test is made only when it is needed. */
export interface ExtraTest<Kept> {
  name: string
  make(): (row: Kept) => boolean
}

export interface Question<Kept> {
  conditions: Condition[]
  extra?: ExtraTest<Kept>
  order?: { name: string; compare(left: Kept, right: Kept): number }
}

export interface ShelfPlan<Kept> {
  facets: Facets<Kept>
  compare(left: Kept, right: Kept): number
  write(row: Kept): string
}

/** Views are whole arrays of references; this many are kept before all are dropped. */
const VIEWS_KEPT = 64

/** The rows of one list, always in order, with the answers to questions kept until something changes. */
export class Shelf<Kept extends Row> {
  readonly rows: Kept[] = []
  readonly #plan: ShelfPlan<Kept>
  /** Built when the first row is looked up: a district of 300,000 fees starts sooner without it. */
  #byId: Map<string, Kept> | undefined
  readonly #views = new Map<string, readonly Kept[]>()
  readonly #indexes = new Map<string, Map<string, Kept[]>>()

  constructor(plan: ShelfPlan<Kept>, rows: Kept[]) {
    this.#plan = plan
    this.rows = rows.sort(plan.compare)
  }

  /** The names and readings of this list's filters. */
  get facets(): Facets<Kept> {
    return this.#plan.facets
  }

  find(id: string): Kept | undefined {
    return this.#rowsById().get(id.toLowerCase())
  }

  textOf(row: Kept): string {
    row.text ??= this.#plan.write(row)
    return row.text
  }

  add(row: Kept): void {
    this.rows.splice(this.#placeOf(row), 0, row)
    // A planted row may repeat an id; the first row keeps answering to it.
    const key = row.id.toLowerCase()
    if (this.#byId?.has(key) === false) this.#byId.set(key, row)
    for (const [facet, index] of this.#indexes) this.#addToIndex(index, facet, row)
    this.#views.clear()
  }

  remove(row: Kept): void {
    this.rows.splice(this.rows.indexOf(row), 1)
    this.#byId = undefined
    this.#indexes.clear()
    this.#views.clear()
  }

  /** To be called after any change of a row; `rekeyed` when a value that may be indexed changed. */
  changed(row: Kept, rekeyed = false): void {
    if (!row.isRaw) row.text = undefined
    if (rekeyed) this.#indexes.clear()
    this.#views.clear()
  }

  /** The rows that answer a question, in order. Equal questions between two changes cost nothing. */
  view(question: Question<Kept>): readonly Kept[] {
    const key = JSON.stringify([question.conditions, question.extra?.name, question.order?.name])
    const known = this.#views.get(key)
    if (known !== undefined) return known
    const { rows, rest, isOrdered } = this.#narrow(question.conditions)
    const tests = rest.flatMap(condition => this.facets[condition.facet]?.testFor(condition.values) ?? [])
    if (question.extra !== undefined) tests.push(question.extra.make())
    const view = tests.length === 0 ? rows.slice() : rows.filter(row => tests.every(test => test(row)))
    const compare = question.order?.compare ?? (isOrdered ? undefined : this.#plan.compare)
    if (compare !== undefined) view.sort(compare)
    if (this.#views.size >= VIEWS_KEPT) this.#views.clear()
    this.#views.set(key, view)
    return view
  }

  /** Starts from an index where one condition has one, so that a single look-up does not walk every row. */
  #narrow(conditions: readonly Condition[]) {
    const indexed = conditions.find(condition => this.facets[condition.facet]?.isIndexed === true)
    if (indexed === undefined) return { rows: this.rows as readonly Kept[], rest: conditions, isOrdered: true }
    const index = this.#indexOf(indexed.facet)
    const rows = [...new Set(indexed.values)].flatMap(value => index.get(value) ?? [])
    return { rows, rest: conditions.filter(condition => condition !== indexed), isOrdered: false }
  }

  #rowsById(): Map<string, Kept> {
    if (this.#byId !== undefined) return this.#byId
    this.#byId = new Map()
    for (const row of this.rows) {
      const key = row.id.toLowerCase()
      if (!this.#byId.has(key)) this.#byId.set(key, row)
    }
    return this.#byId
  }

  #indexOf(facet: string): Map<string, Kept[]> {
    const known = this.#indexes.get(facet)
    if (known !== undefined) return known
    const index = new Map<string, Kept[]>()
    for (const row of this.rows) this.#addToIndex(index, facet, row)
    this.#indexes.set(facet, index)
    return index
  }

  #addToIndex(index: Map<string, Kept[]>, facet: string, row: Kept): void {
    const key = this.facets[facet]?.keyOf?.(row) ?? null
    if (key === null) return
    const rows = index.get(key)
    if (rows === undefined) index.set(key, [row])
    else rows.push(row)
  }

  #placeOf(row: Kept): number {
    let [low, high] = [0, this.rows.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = this.rows[middle]
      if (other !== undefined && this.#plan.compare(other, row) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
