import type { SourceFee, SourceMovement } from '../../domain/source-record.ts'
import type { IiqProfile } from './profile.ts'
import { CORRECT_IT, quoted, type RowReader } from './row-reader.ts'

/** What a line item can be. */
export type LineKind = 'fee' | 'payment' | 'adjustment'

/** A fee or movement with the calendar day of its creation: as written where that is a bare day or 00:00:00, else in the district's zone. */
export type Dated<Line> = Line & { createdOn: string }

/** Opens the reading of line items: fees, payments and adjustments [A]. Null, with the reader's trouble set, when it is none of these. */
export function openLineItems(
  profile: IiqProfile,
  kinds: ReadonlyMap<unknown, LineKind>,
): (reader: RowReader) => Dated<SourceFee> | Dated<SourceMovement> | null {
  const { lineItem: fields } = profile.fields
  return reader => {
    // The id first: a row without one is told as such, whatever else is wrong with it.
    const key = reader.key(fields.id)
    const type = reader.text(fields.type)
    const kind = kinds.get(type)
    if (kind === undefined) {
      const known = [...kinds.keys()].join(', ')
      reader.note('unknown-type', `its ${fields.type} is ${quoted(type)}, which is none of ${known}`, CORRECT_IT)
      return null
    }
    return kind === 'fee' ? readFee(reader, profile, key) : readMovement(reader, profile, { key, kind })
  }
}

function readFee(
  reader: RowReader,
  { fields: { lineItem: fields }, amountUnit }: IiqProfile,
  key: string,
): Dated<SourceFee> {
  const amountCents = reader.cents(fields.amount, amountUnit)
  if (amountCents < 0) {
    reader.note(
      'negative-fee',
      `its ${fields.amount} is ${reader.written(fields.amount)}, and a negative fee is an adjustment`,
      'Enter it in Incident IQ as an adjustment of the fee that it lowers, and remove this fee there.',
    )
  }
  return {
    kind: 'fee',
    externalId: reader.text(fields.id),
    key,
    itemTypeKey: reader.key(fields.itemTypeId),
    sku: reader.text(fields.sku),
    name: reader.text(fields.name),
    description: reader.textOrNull(fields.description),
    createdAt: reader.time(fields.createdDate),
    createdOn: reader.dayOrNull(fields.createdDate) ?? '',
    modifiedAt: reader.time(fields.modifiedDate),
    isDeleted: reader.flag(fields.isDeleted),
    reference: reader.textOrNull(fields.externalReference),
    amountCents,
    dueCents: reader.centsOrNull(fields.amountDue, amountUnit),
    dueOn: reader.dayOrNull(fields.dueDate),
    schoolId: reader.textOrNull(fields.schoolId),
    userKey: reader.keyOrNull(fields.userId),
    assetKey: reader.keyOrNull(fields.assetId),
    assetTag: reader.textOrNull(fields.assetTag),
    ticketKey: reader.keyOrNull(fields.ticketId),
    ticketNumber: reader.wordOrNull(fields.ticketNumber),
    locationKey: reader.keyOrNull(fields.locationId),
  }
}

function readMovement(
  reader: RowReader,
  { fields: { lineItem: fields }, amountUnit }: IiqProfile,
  { key, kind }: { key: string; kind: 'payment' | 'adjustment' },
): Dated<SourceMovement> {
  return {
    kind,
    externalId: reader.text(fields.id),
    key,
    itemTypeKey: reader.key(fields.itemTypeId),
    sku: reader.text(fields.sku),
    name: reader.text(fields.name),
    description: reader.textOrNull(fields.description),
    createdAt: reader.time(fields.createdDate),
    createdOn: reader.dayOrNull(fields.createdDate) ?? '',
    modifiedAt: reader.time(fields.modifiedDate),
    isDeleted: reader.flag(fields.isDeleted),
    reference: reader.textOrNull(fields.externalReference),
    amountCents: reader.cents(fields.amount, amountUnit),
    appliesToKey: reader.key(fields.appliesToId),
    recordedByUserId: reader.textOrNull(fields.recordedByUserId),
  }
}
