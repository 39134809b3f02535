/** A small seeded generator (sfc32): the same seed and label give the same district on every machine. */
export interface Random {
  /** A fraction in [0, 1). */
  next(): number
  /** A whole number in [0, limit). */
  below(limit: number): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean
  /** One element of a list that is not empty. */
  pick<Value>(list: readonly Value[]): Value
  /** A lower-case GUID of version 4. */
  guid(): string
  /** `length` hexadecimal digits. */
  hex(length: number): string
}

const BYTE_TEXTS = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'))

/** Streams are told apart by their label, so that a longer list of people does not change every fee. */
export function createRandom(seed: number, label: string): Random {
  const nextWord = createWords(`${seed}/${label}`)
  const next = () => nextWord() / 4294967296
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: probability => next() < probability,
    pick: list => {
      const value = list[below(list.length)]
      if (value === undefined) throw new Error('Cannot pick from an empty list.')
      return value
    },
    guid: () => writeGuid(nextWord(), nextWord(), nextWord(), nextWord()),
    hex: length => {
      let text = ''
      while (text.length < length) text += nextWord().toString(16).padStart(8, '0')
      return text.slice(0, length)
    },
  }
}

/** Returns a function that yields unsigned 32-bit words. */
function createWords(label: string): () => number {
  let [a, b, c] = [hashText(label, 0x9e3779b9), hashText(label, 0x243f6a88), hashText(label, 0xb7e15162)]
  let counter = 1
  const nextWord = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  // The first words of sfc32 still show the seed, so they are thrown away.
  for (let round = 0; round < 15; round += 1) nextWord()
  return nextWord
}

function hashText(text: string, start: number): number {
  let hash = start ^ text.length
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x85ebca6b)
    hash = (hash << 13) | (hash >>> 19)
  }
  return hash | 0
}

function writeGuid(a: number, b: number, c: number, d: number): string {
  const version = (b & 0xffff0fff) | 0x4000
  const variant = (c & 0x3fffffff) | 0x80000000
  return `${pair(a >>> 16)}${pair(a)}-${pair(version >>> 16)}-${pair(version)}-${pair(variant >>> 16)}-${pair(variant)}${pair(d >>> 16)}${pair(d)}`
}

function pair(word: number): string {
  return `${BYTE_TEXTS[(word >>> 8) & 255]}${BYTE_TEXTS[word & 255]}`
}
