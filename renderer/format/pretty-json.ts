/** One coloured piece of a pretty-printed record. */
export interface JsonPiece {
  kind: 'key' | 'text' | 'number' | 'word' | 'mark'
  text: string
  /** Its place in the printed text, in characters. */
  at: number
  /** Where it stands in the raw text, in characters; both -1 for the line breaks that printing adds. */
  from: number
  to: number
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/g

/**
 * Indents a raw record without changing a character of its values: `40.50` stays `40.50`, where parsing and printing would make it 40.5.
 * Gives null when the text is not JSON; then it is shown as it came.
 */
export function prettyJson(raw: string): JsonPiece[] | null {
  if (!isJson(raw)) return null
  const tokens = [...raw.matchAll(TOKEN)]
  const pieces: JsonPiece[] = []
  let depth = 0
  let at = 0
  const add = (kind: JsonPiece['kind'], text: string, { from, to }: { from: number; to: number }) => {
    pieces.push({ kind, text, at, from, to })
    at += text.length
  }
  const newLine = () => add('mark', `\n${'  '.repeat(depth)}`, { from: -1, to: -1 })
  tokens.forEach(({ 0: token, index: from }, index) => {
    const before = tokens[index - 1]?.[0]
    if (token === '}' || token === ']') {
      depth -= 1
      if (before !== '{' && before !== '[') newLine()
    } else if (before === '{' || before === '[' || before === ',') newLine()
    add(kindOf(token, tokens[index + 1]?.[0]), token === ':' ? ': ' : token, { from, to: from + token.length })
    if (token === '{' || token === '[') depth += 1
  })
  return pieces
}

function kindOf(token: string, next: string | undefined): JsonPiece['kind'] {
  if (token.startsWith('"')) return next === ':' ? 'key' : 'text'
  if (/^[-\d]/.test(token)) return 'number'
  return /^[tfn]/.test(token) ? 'word' : 'mark'
}

function isJson(raw: string): boolean {
  try {
    JSON.parse(raw)
    return true
  } catch (error) {
    // Raw records are whatever a system sent; text that is no JSON is expected here.
    if (error instanceof SyntaxError) return false
    throw error
  }
}
