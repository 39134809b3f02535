import { EventEmitter } from 'node:events'

/** What engines, consoles and promises ask of any object: not a use of Electron. */
const ASKED_OF_ANYTHING = new Set(['then', 'toJSON', 'constructor', 'default', '__esModule', 'module.exports'])

/** Passes through whatever the object has; any other member is an error that says its name, so that nothing passes a test by being absent. */
export function strict<Known extends object>(name: string, known: Known): Known {
  return new Proxy(known, {
    get(target, key, receiver) {
      if (!isEmulated(target, key)) throw notEmulated(name, key)
      return Reflect.get(target, key, receiver)
    },
  })
}

/**
 * An emulated object that emits events. Its unknown members throw as those of {@link strict} do: the watch stands at the end of the prototype
 * chain, behind whatever an instance and its class have.
 */
export class Emulated extends EventEmitter {}

Object.setPrototypeOf(
  Emulated.prototype,
  new Proxy(EventEmitter.prototype, {
    get(target, key, receiver: object) {
      if (!isEmulated(target, key)) throw notEmulated(nameOf(receiver), key)
      return Reflect.get(target, key, receiver)
    },
  }),
)

/** What an event that can be prevented carries; its listeners get it first. */
export interface PreventableEvent {
  defaultPrevented: boolean
  preventDefault(): void
}

export function preventableEvent<Fields extends object>(fields: Fields): Fields & PreventableEvent {
  return {
    ...fields,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}

/**
 * The one place where an emulated object is passed off as Electron's own, where a signature of electron.d.ts asks for the whole of a class of
 * which only the used part is emulated. What is missing throws when it is used.
 */
export function asElectron<Theirs>(ours: object): Theirs {
  return ours as unknown as Theirs
}

/** Members of ours that electron.d.ts does not declare, beside events, which are Node's. */
export type Added<Ours, Theirs> = Exclude<keyof Ours, keyof Theirs | keyof EventEmitter>

/** What a class that emulates part of `Theirs` must agree with: the declared types of what it has. */
export type PartOf<Theirs> = Partial<Omit<Theirs, keyof EventEmitter>>

function isEmulated(target: object, key: string | symbol): boolean {
  return typeof key === 'symbol' || key in target || ASKED_OF_ANYTHING.has(key)
}

function notEmulated(name: string, key: string | symbol): Error {
  return new Error(`electron-host: ${name}.${String(key)} is not emulated`)
}

/** `Tray` and `EmulatedTray` are both `tray` to a reader of the error. */
function nameOf(receiver: object): string {
  const name = receiver.constructor.name.replace(/^Emulated/, '')
  return name.charAt(0).toLowerCase() + name.slice(1)
}
