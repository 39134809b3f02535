import { parseCents } from '../../../contract/money.ts'
import { createdReply, errorReply, type FieldError, type Reply, validationReply } from './envelope.ts'
import { isGuid } from './facets.ts'
import { nextShape, type Office } from './office.ts'
import { takeWarnings } from './pages.ts'
import { FRESH_ROW, type ItemType, type LineItem } from './records.ts'

const MOST_CENTS = 1_000_000_000
const LONGEST_REFERENCE = 100

/** The fields a create may carry. */
export const CREATE_FIELDS = [
  'LineItemTypeId',
  'Type',
  'Amount',
  'AppliesToLineItemId',
  'ExternalReference',
  'RecordedByUserId',
  'Name',
  'Description',
  'InternalNotes',
] as const

type Body = Readonly<Record<string, unknown>>

/** Enters a payment or adjustment. `amountText` is the amount as the request spelt it. */
export function createLineItem(office: Office, body: Body, amountText: string): Reply {
  const { book } = office
  const type = typeof body.LineItemTypeId === 'string' ? book.types.find(body.LineItemTypeId) : undefined
  const errors = complaints(office, body, type)
  if (errors.length > 0 || type === undefined) return validationReply(errors, ...nextShape(office))
  const fee = book.items.find(String(body.AppliesToLineItemId))
  if (fee === undefined || fee.kind !== 'Fee') {
    const error = { field: 'AppliesToLineItemId', message: 'There is no such fee.' }
    return validationReply([error], ...nextShape(office), 422)
  }
  if (fee.isDeleted) return errorReply(409, 'The fee was deleted.')
  const item = makeItem(office, body, { type, fee, cents: centsOf(body.Amount) ?? 0 })
  book.addItem(item)
  note(office, 'POST', item, amountText)
  return createdReply(book.items.textOf(item), item.id, takeWarnings(office.faults, 'create'))
}

/** Removes a row that was created through the interface; no other can be removed this way. */
export function deleteLineItem(office: Office, uid: string): Reply {
  const item = office.book.items.find(uid)
  if (item === undefined || item.isDeleted) return errorReply(404, 'There is no such line item.')
  if (!item.isFromApi)
    return errorReply(403, 'Only line items that were created through this interface can be removed.')
  office.book.deleteItem(item)
  note(office, 'DELETE', item, String(item.amountCents / 100))
  return { status: 204, text: '' }
}

function makeItem(office: Office, body: Body, on: { type: ItemType; fee: LineItem; cents: number }): LineItem {
  const at = office.book.tick()
  return {
    ...FRESH_ROW,
    id: office.random.guid(),
    typeId: on.type.id,
    kind: on.type.kind,
    sku: on.type.sku,
    name: textOr(body.Name, on.type.title),
    description: textOr(body.Description, null),
    amountCents: on.cents,
    dueDate: null,
    createdAt: at,
    modifiedAt: at,
    userId: on.fee.userId,
    schoolIdNumber: on.fee.schoolIdNumber,
    assetId: on.fee.assetId,
    assetTag: on.fee.assetTag,
    ticketId: on.fee.ticketId,
    ticketNumber: on.fee.ticketNumber,
    locationId: on.fee.locationId,
    appliesToId: on.fee.id,
    reference: String(body.ExternalReference),
    recordedById: String(body.RecordedByUserId),
    notes: textOr(body.InternalNotes, null),
    isDeleted: false,
    isFromApi: true,
    deletedWithId: null,
    style: 15,
  }
}

function complaints(office: Office, body: Body, type: ItemType | undefined): FieldError[] {
  const errors: FieldError[] = []
  const refuse = (field: string, message: string) => errors.push({ field, message })
  if (type === undefined) refuse('LineItemTypeId', 'There is no such line item type.')
  if (body.Type !== 'Payment' && body.Type !== 'Adjustment')
    refuse('Type', 'Only Payment and Adjustment are created here.')
  else if (type !== undefined && type.kind !== body.Type) refuse('Type', `The line item type is of Type ${type.kind}.`)
  if (centsOf(body.Amount) === undefined) {
    refuse('Amount', 'Amount must be a number other than 0 with at most two decimals.')
  }
  if (typeof body.AppliesToLineItemId !== 'string' || !isGuid(body.AppliesToLineItemId)) {
    refuse('AppliesToLineItemId', 'AppliesToLineItemId must be a GUID.')
  }
  const reference = body.ExternalReference
  if (typeof reference !== 'string' || !/^[\x20-\x7e]+$/.test(reference) || reference.length > LONGEST_REFERENCE) {
    refuse('ExternalReference', 'ExternalReference must be 1 to 100 ASCII characters.')
  }
  const recordedBy = body.RecordedByUserId
  if (typeof recordedBy !== 'string' || office.book.users.find(recordedBy) === undefined) {
    refuse('RecordedByUserId', 'There is no such user.')
  }
  for (const field of ['Name', 'Description', 'InternalNotes']) {
    const value = body[field] ?? ''
    if (typeof value !== 'string') refuse(field, `${field} must be a text.`)
  }
  return errors
}

function centsOf(amount: unknown): number | undefined {
  if (typeof amount !== 'number') return undefined
  const parsed = parseCents(String(amount))
  return parsed.kind === 'cents' && parsed.cents !== 0 && Math.abs(parsed.cents) <= MOST_CENTS
    ? parsed.cents
    : undefined
}

function textOr<Other>(value: unknown, other: Other): string | Other {
  return typeof value === 'string' ? value : other
}

function note(office: Office, method: 'POST' | 'DELETE', item: LineItem, amountText: string): void {
  office.effects.push({
    at: new Date(item.modifiedAt).toISOString(),
    method,
    kind: item.kind,
    id: item.id,
    feeId: item.appliesToId,
    reference: item.reference,
    amountText,
  })
}
