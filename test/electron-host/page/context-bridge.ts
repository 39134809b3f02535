/** Kinds of objects that cross the bridge as themselves, copied by structured clone. */
const CLONED = [Date, RegExp, Map, Set, Error, ArrayBuffer, Blob]
/** As deep as Electron follows an object before it gives up. */
const DEEPEST = 1_000

/** Puts one frozen object on the page's window. What crosses is copied: no prototype, no private part and no changed function gets through. */
export function exposeInMainWorld(name: string, api: unknown): void {
  if (name in globalThis) throw new Error('Cannot bind an API on top of an existing property on the window object')
  Object.defineProperty(globalThis, name, {
    value: freezeDeep(crossBridge(api, 0)),
    enumerable: true,
    writable: false,
    configurable: false,
  })
}

function crossBridge(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new Error('contextBridge: the object is nested too deep')
  if (typeof value === 'function') return crossFunction(value as (...args: unknown[]) => unknown, depth)
  if (typeof value === 'symbol') throw new Error('contextBridge: symbols are not supported')
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Promise) return crossPromise(value)
  if (Array.isArray(value)) return value.map(one => crossBridge(one, depth + 1))
  if (value instanceof Element) return value
  if (ArrayBuffer.isView(value) || CLONED.some(kind => value instanceof kind)) return structuredClone(value)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, crossBridge(one, depth + 1)]))
}

/** Arguments and result cross too; of an error only the message does. */
function crossFunction(original: (...args: unknown[]) => unknown, depth: number): (...args: unknown[]) => unknown {
  return (...args) => {
    const crossed = args.map(arg => crossBridge(arg, depth + 1))
    let result: unknown
    try {
      result = original(...crossed)
    } catch (error) {
      throw new Error(error instanceof Error ? error.message : String(error))
    }
    return crossBridge(result, depth + 1)
  }
}

function crossPromise(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    value => crossBridge(value, 0),
    (error: unknown) => {
      throw error instanceof Error ? new Error(error.message) : crossBridge(error, 0)
    },
  )
}

function freezeDeep<Value>(value: Value): Value {
  if (value === null || typeof value !== 'object') return value
  for (const each of Object.values(value)) freezeDeep(each)
  return Object.freeze(value)
}
