import type { Notification as ElectronNotification, NotificationConstructorOptions } from 'electron'
import { control } from './control.ts'
import { Emulated, type PartOf, preventableEvent, strict } from './strict.ts'

class EmulatedNotification extends Emulated implements PartOf<ElectronNotification> {
  title: string
  subtitle: string
  body: string
  silent: boolean
  urgency: ElectronNotification['urgency']
  #isShown = false

  constructor(options: NotificationConstructorOptions = {}) {
    super()
    this.title = options.title ?? ''
    this.subtitle = options.subtitle ?? ''
    this.body = options.body ?? ''
    this.silent = options.silent ?? false
    this.urgency = options.urgency ?? 'normal'
  }

  static isSupported(): boolean {
    return control.hasNotifications
  }

  show(): void {
    if (!control.hasNotifications) return
    this.#isShown = true
    control.records.push({ kind: 'notification', title: this.title, body: this.body })
    control.notifications.push(this.#shown())
    queueMicrotask(() => this.emit('show', preventableEvent({})))
  }

  close(): void {
    if (!this.#isShown) return
    this.#isShown = false
    this.emit('close', preventableEvent({}))
  }

  #shown(): (typeof control.notifications)[number] {
    const { title, body, silent, urgency } = this
    const isShown = () => this.#isShown
    return {
      title,
      body,
      silent,
      urgency,
      get isShown() {
        return isShown()
      },
      click: () => void this.emit('click', preventableEvent({})),
    }
  }
}

export const Notification = strict('Notification', EmulatedNotification)
