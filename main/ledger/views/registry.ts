import { readCharts } from './charts.ts'
import { listErrors } from './errors.ts'
import { showFee } from './fee-story.ts'
import { listFees, outlineFees } from './fees.ts'
import { listImportCauses, listImports, outlineImports, showImport, showImportIndex } from './imports.ts'
import { listOutbox } from './outbox.ts'
import { listReceipts, showReceipt } from './receipts.ts'
import { listCategories, listItemTypes, listLocations } from './reference.ts'
import { listRuns, outlineRuns, showRun } from './runs.ts'
import { showStudent } from './student-page.ts'
import { listStudents, outlineStudents } from './students.ts'
import type { View, ViewName } from './view.ts'

/** The view of each read call; a call without its view does not compile. */
export const views: { readonly [Name in ViewName]: View<Name> } = {
  'runs.list': listRuns,
  'runs.outline': outlineRuns,
  'runs.show': showRun,
  'imports.list': listImports,
  'imports.outline': outlineImports,
  'imports.causes': listImportCauses,
  'imports.show': showImport,
  'imports.index': showImportIndex,
  'errors.list': listErrors,
  'fees.list': listFees,
  'fees.outline': outlineFees,
  'fees.show': showFee,
  'students.list': listStudents,
  'students.outline': outlineStudents,
  'students.show': showStudent,
  'overview.charts': readCharts,
  'outbox.list': listOutbox,
  'receipts.list': listReceipts,
  'receipts.show': showReceipt,
  'locations.list': listLocations,
  'categories.list': listCategories,
  'itemTypes.list': listItemTypes,
}
