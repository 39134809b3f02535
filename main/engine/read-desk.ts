import { Refusal } from '../../contract/app-error.ts'
import type { CallInput, CallValue } from '../../contract/calls.ts'
import { openReader } from '../ledger/open.ts'
import { isUnusable, openSearchIndex } from '../ledger/search-index.ts'
import { views } from '../ledger/views/registry.ts'
import type { View, ViewName } from '../ledger/views/view.ts'

/** The files that are read; absolute paths. The search index need not be there. */
export interface ReadFiles {
  ledgerFile: string
  searchFile: string
}

/** The ledger's clock (UTC ms) and the district's IANA zone when a query is asked. */
export interface ReadMoment {
  nowMs: number
  timeZone: string
}

/** Answers queries on a read-only connection of its own, one after another, in whatever thread it was opened. */
export interface ReadDesk {
  /** Throws {@link Refusal} for what the request names wrongly; anything else it throws is a bug or a lost resource. */
  answer<Name extends ViewName>(name: Name, request: CallInput<Name>, moment: ReadMoment): CallValue<Name>
  close(): void
}

/** Opens the ledger for reading. */
export function openReadDesk({ ledgerFile, searchFile }: ReadFiles): ReadDesk {
  const db = openReader(ledgerFile)
  /** One SQL transaction a query, so that a page and what was counted for it are of the same moment. */
  const look = <Value>(work: () => Value): Value => db.transaction(work)()
  return {
    answer: <Name extends ViewName>(name: Name, request: CallInput<Name>, moment: ReadMoment) => {
      const view: View<Name> = views[name]
      const without = () => look(() => view({ db, ...moment, search: null }, request))
      if (!usesSearchIndex(name, request)) return without()
      // Opened for one query: a file that nobody holds open can be thrown away and built anew on every system.
      const search = openSearchIndex(searchFile)
      if (search === null) return without()
      try {
        return look(() => view({ db, ...moment, search }, request))
      } catch (error) {
        if (error instanceof Refusal || !isUnusable(error)) throw error
        return without()
      } finally {
        search.close()
      }
    },
    close: () => db.close(),
  }
}

/** True for queries that look at the index of raw values. */
function usesSearchIndex(name: ViewName, request: object): boolean {
  return name === 'imports.index' || isSearch(name, request)
}

function isSearch(name: ViewName, request: object): boolean {
  const isOfImports = name === 'imports.list' || name === 'imports.outline'
  return isOfImports && 'raw' in request && request.raw !== undefined
}

/** True for queries that may take long: searches of raw values, and counts of whole lists. */
export function isSlow(name: ViewName, request: object): boolean {
  return name.endsWith('.outline') || isSearch(name, request)
}
