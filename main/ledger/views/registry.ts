import { listErrors } from './errors.ts'
import { showFee } from './fee-story.ts'
import { listFees } from './fees.ts'
import { listImports, showImport, showImportIndex } from './imports.ts'
import { listCategories, listItemTypes, listLocations } from './reference.ts'
import { listRuns, showRun } from './runs.ts'
import { listStudents } from './students.ts'
import type { View, ViewName } from './view.ts'

/** The view of each read call; a call without its view does not compile. */
export const views: { readonly [Name in ViewName]: View<Name> } = {
  'runs.list': listRuns,
  'runs.show': showRun,
  'imports.list': listImports,
  'imports.show': showImport,
  'imports.index': showImportIndex,
  'errors.list': listErrors,
  'fees.list': listFees,
  'fees.show': showFee,
  'students.list': listStudents,
  'locations.list': listLocations,
  'categories.list': listCategories,
  'itemTypes.list': listItemTypes,
}
