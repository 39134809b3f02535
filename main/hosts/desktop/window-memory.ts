import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../../domain/ports.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'
import type { KeptPlaces } from './window-place.ts'

const pixels = z.number().transform(Math.round)
const memorySchema = z.object({
  last: z.string().max(64).nullable(),
  displays: z.record(
    z.string().max(64),
    z.object({
      bounds: z.object({ x: pixels, y: pixels, width: pixels, height: pixels }),
      maximised: z.boolean(),
    }),
  ),
  /** The person has been told that closing the window leaves Feebridge in the tray. */
  saidTray: z.boolean(),
})

/** `window.json` of the person's own folder: where the window stood, and what it has said once. */
export interface WindowMemory {
  places(): KeptPlaces
  keepPlaces(places: KeptPlaces): void
  saidTray(): boolean
  keepSaidTray(): void
}

/** Reads what is remembered; a damaged file is forgotten, and the log says so. */
export function openWindowMemory(folder: string, log: Log): WindowMemory {
  const file = join(folder, 'window.json')
  const found = readJsonFile(file, memorySchema)
  if (found.kind === 'damaged') log.warn('window.json was damaged and is written anew.', { why: found.why })
  let memory = found.kind === 'read' ? found.value : { last: null, displays: {}, saidTray: false }
  const keep = (changes: Partial<typeof memory>): void => {
    memory = { ...memory, ...changes }
    try {
      writeJsonFile(file, memory)
    } catch (error) {
      // Where the window stood is not worth an error box: it opens in the middle next time.
      log.warn('window.json cannot be written.', { why: error instanceof Error ? error.message : String(error) })
    }
  }
  return {
    places: () => memory,
    keepPlaces: places => keep(places),
    saidTray: () => memory.saidTray,
    keepSaidTray: () => keep({ saidTray: true }),
  }
}
