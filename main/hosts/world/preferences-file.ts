import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PREFERENCES_AT_FIRST, type Preferences, preferences } from '../../../contract/host-calls.ts'

/**
 * The person's preferences in a file of this host's own. One that is not there, or cannot be read, says nothing: the first ones hold, and of a damaged
 * file `tellDamaged` is called. A file of another version may lack what this one knows, and hold what it does not.
 */
export function readPreferencesFile(file: string, tellDamaged: () => void = () => undefined): Preferences {
  const read = preferences.partial().strip().safeParse(jsonIn(file))
  if (!read.success && existsSync(file)) tellDamaged()
  const known = Object.entries(read.data ?? {}).filter(([, value]) => value !== undefined)
  return { ...PREFERENCES_AT_FIRST, ...Object.fromEntries(known) }
}

/** Keeps the preferences, whole or not at all. */
export async function writePreferencesFile(file: string, wanted: Preferences): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(`${file}.part`, `${JSON.stringify(wanted)}\n`, { mode: 0o600 })
  await rename(`${file}.part`, file)
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown
  } catch {
    // Neither a missing file nor a damaged one may keep the window from opening.
    return null
  }
}
