import type { Emulated } from './strict.ts'

/** A window as those see it that need not know what it shows. */
export interface OpenWindow extends Emulated {
  readonly id: number
  isVisible(): boolean
  isFocused(): boolean
}

/** The windows of the app, oldest first, and who wants to know when the last one has closed. */
export const openWindows = {
  all: new Set<OpenWindow>(),
  /** Asks a window to close; false when its page or the app kept it open. */
  askToClose: (_window: OpenWindow): Promise<boolean> => Promise.resolve(true),
  whenNone: (): void => undefined,
}
