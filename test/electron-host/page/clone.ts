// page/ runs inside a window's page, before the page's own scripts; page-source.ts joins its files into one text. So they may import only one
// another, and no two may use the same name at their top level. This file also serves the other side of the bridge.

/** Stands in an encoded object for what JSON cannot say. */
const MARK = '$clone'
/** Bytes turned into text at once: more arguments than this overflow a call. */
const PIECE = 32_768

interface Marked {
  [MARK]: string
  v?: unknown
  of?: string
}

/**
 * Writes a value as text, for a bridge that carries only text. What structured clone lets through goes through: dates, maps, sets, bytes, big
 * integers, `undefined`; functions, symbols and promises are refused as it refuses them.
 */
export function encodeClone(value: unknown): string {
  return JSON.stringify(encodeValue(value, new Set()))
}

/** Reads what {@link encodeClone} wrote. */
export function decodeClone(text: string): unknown {
  return decodeValue(JSON.parse(text))
}

function encodeValue(value: unknown, within: Set<object>): unknown {
  if (value === null || typeof value !== 'object') return encodeScalar(value)
  if (within.has(value)) throw new Error('electron-host: circular values are not carried')
  within.add(value)
  const encodeOne = (one: unknown) => encodeValue(one, within)
  const encoded = encodeKnown(value, encodeOne) ?? encodePlain(value, encodeOne)
  within.delete(value)
  return encoded
}

function encodeScalar(value: unknown): unknown {
  switch (typeof value) {
    case 'undefined':
      return mark('undefined')
    case 'bigint':
      return mark('bigint', String(value))
    case 'number':
      if (Object.is(value, -0)) return mark('number', '-0')
      return Number.isFinite(value) ? value : mark('number', String(value))
    case 'function':
    case 'symbol':
      return refuseClone(value)
    default:
      return value
  }
}

/** Null for an object that has only fields. As over Electron's IPC, an error keeps its name and message alone. */
function encodeKnown(value: object, encodeOne: (one: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(encodeOne)
  if (value instanceof Date) return mark('date', value.getTime())
  if (value instanceof RegExp) return mark('regexp', [value.source, value.flags])
  if (value instanceof Map) return mark('map', [...value].map(encodeOne))
  if (value instanceof Set) return mark('set', [...value].map(encodeOne))
  if (value instanceof Error) return mark('error', [value.name, value.message])
  if (value instanceof ArrayBuffer) return mark('buffer', toBase64(new Uint8Array(value)))
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    const of = value.constructor.name
    return mark('bytes', toBase64(bytes), of === 'Buffer' ? 'Uint8Array' : of)
  }
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) return refuseClone(value)
  return null
}

function encodePlain(value: object, encodeOne: (one: unknown) => unknown): unknown {
  const pairs = Object.entries(value).map(([key, one]) => [key, encodeOne(one)])
  return MARK in value ? mark('object', pairs) : Object.fromEntries(pairs)
}

function decodeValue(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(decodeValue)
  if (MARK in value) return decodeMarked(value as Marked)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, decodeValue(one)]))
}

function decodeMarked({ [MARK]: kind, v, of }: Marked): unknown {
  switch (kind) {
    case 'undefined':
      return undefined
    case 'bigint':
      return BigInt(v as string)
    case 'number':
      return Number(v)
    case 'date':
      return new Date(v as number)
    case 'regexp':
      return new RegExp(...(v as [string, string]))
    case 'map':
      return new Map((v as unknown[]).map(decodeValue) as [unknown, unknown][])
    case 'set':
      return new Set((v as unknown[]).map(decodeValue))
    case 'error': {
      const [name, message] = v as [string, string]
      return Object.assign(new Error(message), { name })
    }
    case 'buffer':
      return fromBase64(v as string)
    case 'bytes':
      return bytesOf(fromBase64(v as string), of ?? '')
    case 'object':
      return Object.fromEntries((v as [string, unknown][]).map(([key, one]) => [key, decodeValue(one)]))
    default:
      throw new Error(`electron-host: a clone of an unknown kind: ${kind}`)
  }
}

function mark(kind: string, v?: unknown, of?: string): Marked {
  return of === undefined ? { [MARK]: kind, v } : { [MARK]: kind, v, of }
}

function refuseClone(value: unknown): never {
  const shown = typeof value === 'function' ? String(value).slice(0, 40) : String(value)
  throw new DOMException(`${shown} could not be cloned.`, 'DataCloneError')
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE))
  return btoa(text)
}

function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), character => character.charCodeAt(0)).buffer
}

function bytesOf(buffer: ArrayBuffer, name: string): unknown {
  const views = globalThis as unknown as Record<string, (new (buffer: ArrayBuffer) => unknown) | undefined>
  const View = views[name]
  if (View === undefined) throw new Error(`electron-host: ${name} is not carried`)
  return new View(buffer)
}
