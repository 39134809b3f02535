import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The folders of the two ledgers: never the same, and neither inside the other, so that practice can be thrown away. */
export interface Places {
  own: string
  practice: string
}

/** What only a practice district's folder holds: its mark. */
export const PRACTICE_MARK = 'practice.json'

/**
 * The two folders that belong to one data folder. The district's own data lies in the folder itself and practice beside it. A folder that somebody
 * named for trying things out (`named`, and without a district's own ledger in it) is the practice district's, and the own one lies beside it.
 */
export function placesAt(dataFolder: string, named = false): Places {
  const holdsOwn = existsSync(join(dataFolder, 'ledger.db')) && !existsSync(join(dataFolder, PRACTICE_MARK))
  return named && !holdsOwn
    ? { own: `${dataFolder}-own`, practice: dataFolder }
    : { own: dataFolder, practice: `${dataFolder}-practice` }
}
