/** Deeper nesting is refused as malformed rather than risking this process's stack. */
const DEEPEST = 500

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const BACKSLASH = 0x5c
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const MINUS = 0x2d

/** 1 for each byte that simply goes on inside a string: no quote, no backslash, no control character. */
const PLAIN = new Uint8Array(256).fill(1, 0x20)
PLAIN[QUOTE] = 0
PLAIN[BACKSLASH] = 0
const BLANK = bytesOf(' \t\n\r')
const DIGIT = bytesOf('0123456789')
const HEX = bytesOf('0123456789abcdefABCDEF')
const ESCAPED = bytesOf('"\\/bfnrt')

/** Serializers of other languages write the last three, which JSON does not have. They pass here so that they spoil one row and not its page (P5). */
const WORDS = new Map(
  [...'tfnNI'].map((first, index) => [
    first.charCodeAt(0),
    Buffer.from(['true', 'false', 'null', 'NaN', 'Infinity'][index] ?? ''),
  ]),
)
const MINUS_INFINITY = Buffer.from('-Infinity')

/**
 * Walks once over the bytes of a JSON text, checks all of its grammar (RFC 8259) and remembers where the value at a path of object keys lies, and, if that is a list, where each
 * element lies. Every `skip…` takes the position of a value's first byte and gives the position behind its last, or -1 where the text is malformed.
 */
export class JsonScan {
  /** Bounds of the value at the path, or -1. */
  start = -1
  end = -1
  /** Start and end of each element, one after the other, or null if the value is no list. */
  bounds: number[] | null = null
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private readonly path: readonly string[]

  constructor(bytes: Uint8Array, path: readonly string[]) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.path = path
  }

  /** True when the whole text is well-formed. Call it once. */
  run(): boolean {
    const { bytes } = this
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    const first = this.skipBlank(hasMark ? 3 : 0)
    const isObject = bytes[first] === OPEN_BRACE && this.path.length > 0
    const end = isObject ? this.walkObject(first, 0) : this.skipValue(first, 0)
    return end >= 0 && this.skipBlank(end) === bytes.length
  }

  /** An object on the way to the path: like any other, but its keys are compared. */
  private walkObject(open: number, level: number): number {
    const { bytes } = this
    let at = this.skipBlank(open + 1)
    if (bytes[at] === CLOSE_BRACE) return at + 1
    for (;;) {
      if (bytes[at] !== QUOTE) return -1
      const keyEnd = this.skipString(at)
      if (keyEnd < 0) return -1
      const isOnPath = this.readKey(at, keyEnd) === this.path[level]
      at = this.skipBlank(keyEnd)
      if (bytes[at] !== COLON) return -1
      at = this.skipBlank(at + 1)
      at = isOnPath ? this.walkPath(at, level) : this.skipValue(at, level + 1)
      if (at < 0) return -1
      at = this.skipBlank(at)
      if (bytes[at] === CLOSE_BRACE) return at + 1
      if (bytes[at] !== COMMA) return -1
      at = this.skipBlank(at + 1)
    }
  }

  private walkPath(at: number, level: number): number {
    const isLast = level === this.path.length - 1
    if (!isLast) return this.bytes[at] === OPEN_BRACE ? this.walkObject(at, level + 1) : this.skipValue(at, level + 1)
    // The same key twice would leave open which list counts.
    if (this.start >= 0) return -1
    if (this.bytes[at] === OPEN_BRACKET) this.bounds = []
    const end = this.bounds === null ? this.skipValue(at, level + 1) : this.skipList(at, level + 1, this.bounds)
    this.start = at
    this.end = end
    return end
  }

  private readKey(start: number, end: number): string {
    const text = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, end - start).toString('utf8')
    return text.includes('\\') ? String(JSON.parse(text)) : text.slice(1, -1)
  }

  private skipValue(at: number, depth: number): number {
    const byte = this.bytes[at]
    switch (byte) {
      case QUOTE:
        return this.skipString(at)
      case OPEN_BRACE:
        return this.skipObject(at, depth)
      case OPEN_BRACKET:
        return this.skipList(at, depth, null)
      case undefined:
        return -1
      default:
        return byte === MINUS || DIGIT[byte] === 1 ? this.skipNumber(at) : this.skipWord(at, WORDS.get(byte))
    }
  }

  private skipObject(open: number, depth: number): number {
    const { bytes } = this
    if (depth > DEEPEST) return -1
    let at = this.skipBlank(open + 1)
    if (bytes[at] === CLOSE_BRACE) return at + 1
    for (;;) {
      if (bytes[at] !== QUOTE) return -1
      at = this.skipString(at)
      if (at < 0) return -1
      at = this.skipBlank(at)
      if (bytes[at] !== COLON) return -1
      at = this.skipValue(this.skipBlank(at + 1), depth + 1)
      if (at < 0) return -1
      at = this.skipBlank(at)
      if (bytes[at] === CLOSE_BRACE) return at + 1
      if (bytes[at] !== COMMA) return -1
      at = this.skipBlank(at + 1)
    }
  }

  private skipList(open: number, depth: number, bounds: number[] | null): number {
    const { bytes } = this
    if (depth > DEEPEST) return -1
    let at = this.skipBlank(open + 1)
    if (bytes[at] === CLOSE_BRACKET) return at + 1
    for (;;) {
      const end = this.skipValue(at, depth + 1)
      if (end < 0) return -1
      if (bounds !== null) bounds.push(at, end)
      at = this.skipBlank(end)
      if (bytes[at] === CLOSE_BRACKET) return at + 1
      if (bytes[at] !== COMMA) return -1
      at = this.skipBlank(at + 1)
    }
  }

  private skipString(open: number): number {
    const { bytes, view } = this
    const most = bytes.length
    let at = open + 1
    // Most bytes of a page stand in strings, so plain ones are passed four at a time.
    while (at + 4 <= most && isPlain(view.getInt32(at, true))) at += 4
    while (at < most) {
      const byte = bytes[at] as number
      if (PLAIN[byte] === 1) {
        at += 1
        continue
      }
      if (byte === QUOTE) return at + 1
      if (byte !== BACKSLASH) return -1
      at = this.skipEscape(at)
      if (at < 0) return -1
    }
    return -1
  }

  private skipEscape(at: number): number {
    const letter = this.bytes[at + 1] ?? 0
    if (ESCAPED[letter] === 1) return at + 2
    if (letter !== 0x75) return -1
    for (let digit = at + 2; digit < at + 6; digit++) if (HEX[this.bytes[digit] ?? 0] !== 1) return -1
    return at + 6
  }

  private skipNumber(start: number): number {
    const { bytes } = this
    let at = start
    if (bytes[at] === MINUS) {
      if (bytes[at + 1] === MINUS_INFINITY[1]) return this.skipWord(at, MINUS_INFINITY)
      at += 1
    }
    const whole = at
    at = this.skipDigits(at)
    if (at === whole || (bytes[whole] === 0x30 && at > whole + 1)) return -1
    if (bytes[at] === 0x2e) {
      const decimals = at + 1
      at = this.skipDigits(decimals)
      if (at === decimals) return -1
    }
    if (bytes[at] === 0x65 || bytes[at] === 0x45) {
      const sign = bytes[at + 1]
      const exponent = sign === 0x2b || sign === MINUS ? at + 2 : at + 1
      at = this.skipDigits(exponent)
      if (at === exponent) return -1
    }
    return at
  }

  private skipDigits(from: number): number {
    let at = from
    while (DIGIT[this.bytes[at] ?? 0] === 1) at += 1
    return at
  }

  private skipWord(start: number, word: Uint8Array | undefined): number {
    if (word === undefined) return -1
    for (let index = 0; index < word.length; index++) if (this.bytes[start + index] !== word[index]) return -1
    return start + word.length
  }

  private skipBlank(from: number): number {
    let at = from
    while (BLANK[this.bytes[at] ?? 0] === 1) at += 1
    return at
  }
}

/** True when none of the four bytes is a quote, a backslash or a control character. May be false without need, never true without being so. */
function isPlain(four: number): boolean {
  const quotes = four ^ 0x22222222
  const slashes = four ^ 0x5c5c5c5c
  const special =
    ((quotes - 0x01010101) & ~quotes) | ((slashes - 0x01010101) & ~slashes) | ((four - 0x20202020) & ~four)
  return (special & 0x80808080) === 0
}

function bytesOf(characters: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const byte of Buffer.from(characters)) table[byte] = 1
  return table
}
