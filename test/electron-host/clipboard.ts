import type { Clipboard } from 'electron'
import { strict } from './strict.ts'

let held = ''

/** A clipboard of this process alone. */
export const clipboard = strict('clipboard', {
  async writeText(text: string): Promise<void> {
    held = text
  },
  async readText(): Promise<string> {
    return held
  },
  clear(): void {
    held = ''
  },
} satisfies Partial<Clipboard>)
