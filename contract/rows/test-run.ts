import type { SourceSystem, SystemId } from '../tasks.ts'
import type { EntryKind } from './fee.ts'
import type { ImportKind, ImportStatus } from './import.ts'

/** One line of the Summary. A value shown as `money` is integer cents. */
export interface TestRunLine {
  label: string
  value: string | number | null
  as: 'text' | 'money' | 'count'
}

/** The fee that a row is about, as far as it is known: a fee that the run would add has no id yet. */
interface TestRunFee {
  feeId: string | null
  externalId: string | null
  studentId: string | null
  student: string | null
  sku: string | null
}

/** Cents are integers; days are `YYYY-MM-DD`. */
export interface TestRunAddedFee extends TestRunFee {
  item: string | null
  category: string | null
  location: string | null
  name: string
  amountCents: number
  createdOn: string
  dueOn: string
  message: string | null
}

/** One changed field. `amountCents` is the adjustment that a changed amount would become, null for other fields. */
export interface TestRunChangedFee extends TestRunFee {
  field: string
  before: string | null
  after: string | null
  amountCents: number | null
  message: string | null
}

/** `amountCents` is what would be waived, above zero. */
export interface TestRunWaivedFee extends TestRunFee {
  amountCents: number
  message: string
}

/** An entry that the run would make of an outside payment, refund, bounced check or adjustment; `amountCents` is its effect on the balance. */
export interface TestRunPaymentIn extends TestRunFee {
  /** The payment's own id in its system; `externalId` is the fee's. */
  paymentId: string | null
  kind: EntryKind
  amountCents: number
  occurredOn: string
  message: string | null
}

/** A delivery that the run would make; nothing was sent. */
export interface TestRunPaymentOut extends TestRunFee {
  system: SystemId
  reference: string | null
  kind: string
  amountCents: number
  message: string | null
}

export interface TestRunError {
  system: SourceSystem
  kind: ImportKind | null
  externalId: string | null
  cause: string
  message: string
  remedy: string | null
}

/** One pulled record, word for word. Beyond Excel's limit for a cell the workbook cuts it and says so. */
export interface TestRunRawRecord {
  system: SystemId
  kind: ImportKind
  externalId: string | null
  status: ImportStatus
  message: string | null
  raw: string
}

/** Pages of rows, read while the workbook is written: a whole run is never in memory. An array of pages will do. */
export type TestRunPages<Row> = AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>

/** Everything that a run in test mode would have done, one member a sheet (T1). */
export interface TestRunContent {
  /** When the workbook is made, UTC. */
  generatedAt: string
  summary: readonly TestRunLine[]
  feesAdded: TestRunPages<TestRunAddedFee>
  feesChanged: TestRunPages<TestRunChangedFee>
  feesWaived: TestRunPages<TestRunWaivedFee>
  paymentsIn: TestRunPages<TestRunPaymentIn>
  paymentsOut: TestRunPages<TestRunPaymentOut>
  errors: TestRunPages<TestRunError>
  rawRecords: TestRunPages<TestRunRawRecord>
}
