import { openReader } from '../../main/ledger/open.ts'
import { createRandom, type Random } from '../../main/practice/random.ts'

/** What is searched for, by the sort of text. */
export interface SearchTexts {
  indexed: Record<'keys' | 'three' | 'pieces' | 'words' | 'phrases', string[]>
  unindexed: string[]
}

/** Texts of each sort. */
const TEXTS = 30

/** Makes texts up from the raw records of a ledger; the same ledger gives the same texts. */
export function searchTexts(ledgerFile: string): SearchTexts {
  const random = createRandom(1, 'search')
  const raws = sampleRaws(ledgerFile, random)
  const words = [...new Set(raws.flatMap(raw => raw.match(/[A-Za-z]{4,}/g) ?? []))]
  const make = (text: () => string) => Array.from({ length: TEXTS }, text)
  const indexed = {
    keys: make(() => random.pick(raws).slice(15, 51)),
    three: make(() => pieceOf(random, random.pick(raws), 3)),
    pieces: make(() => pieceOf(random, random.pick(raws), random.between(4, 20))),
    words: make(() => random.pick(words)),
    // Common words as they stand beside each other, and as they never do.
    phrases: make(() =>
      random.chance(0.5)
        ? twoWordsOf(random, random.pick(raws))
        : `${random.pick(words)} ${random.pick(words)}`.toLowerCase(),
    ),
  }
  return { indexed, unindexed: [...indexed.pieces.slice(0, 5), ...indexed.phrases.slice(0, 5), 'zq', 'no such words'] }
}

function pieceOf(random: Random, raw: string, length: number): string {
  const start = random.below(raw.length - length)
  return raw.slice(start, start + length)
}

function twoWordsOf(random: Random, raw: string): string {
  return random.pick(raw.match(/[A-Za-z]{3,} [A-Za-z]{3,}/g) ?? ['Payment'])
}

function sampleRaws(ledgerFile: string, random: Random): string[] {
  const db = openReader(ledgerFile)
  try {
    const newest = Number(db.prepare('SELECT max(import_seq) FROM import_bodies').pluck().get())
    const read = db.prepare<[number], string>('SELECT raw FROM import_bodies WHERE import_seq = ?').pluck()
    return Array.from({ length: 200 }, () => read.get(random.between(1, newest)) ?? '')
  } finally {
    db.close()
  }
}
