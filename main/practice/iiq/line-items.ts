import { parseCents } from '../../../contract/money.ts'
import { createdReply, errorReply, type FieldError, type Reply, validationReply } from './envelope.ts'
import { isGuid } from './facets.ts'
import { nextShape, type Office, type WireChange, type WireRow } from './office.ts'
import { takeWarnings } from './pages.ts'
import { aboutFee, FRESH_ROW, type ItemType, type LineItem } from './records.ts'

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
  const item = enterRow(office, fee, {
    id: office.wireRandom.guid(),
    typeId: type.id,
    amountCents: centsOf(body.Amount) ?? 0,
    amountText,
    feeId: fee.id,
    reference: String(body.ExternalReference),
    recordedById: String(body.RecordedByUserId),
    name: textOr(body.Name, type.title),
    description: textOr(body.Description, null),
    notes: textOr(body.InternalNotes, null),
  })
  return createdReply(book.items.textOf(item), item.id, takeWarnings(office.faults, 'create'))
}

/** Removes a row that was created through the interface; no other can be removed this way. */
export function deleteLineItem(office: Office, uid: string): Reply {
  const item = office.book.items.find(uid)
  if (item === undefined || item.isDeleted) return errorReply(404, 'There is no such line item.')
  if (!item.isFromApi)
    return errorReply(403, 'Only line items that were created through this interface can be removed.')
  removeRow(office, item)
  return { status: 204, text: '' }
}

/** Makes a change anew that was made through the interface before a restart; one whose fee or row is not there is left out. */
export function changeAgain(office: Office, change: WireChange): void {
  const { items } = office.book
  if ('removed' in change) {
    const item = items.find(change.removed)
    if (item !== undefined && !item.isDeleted) removeRow(office, item)
    return
  }
  const fee = items.find(change.made.feeId)
  if (fee !== undefined && items.find(change.made.id) === undefined) enterRow(office, fee, change.made)
}

function enterRow(office: Office, fee: LineItem, row: WireRow): LineItem {
  const item = makeItem(office, fee, row)
  office.book.addItem(item)
  note(office, 'POST', item, row.amountText)
  for (const listener of office.changeListeners) listener({ made: row })
  return item
}

function removeRow(office: Office, item: LineItem): void {
  office.book.deleteItem(item)
  note(office, 'DELETE', item, String(item.amountCents / 100))
  for (const listener of office.changeListeners) listener({ removed: item.id })
}

function makeItem(office: Office, fee: LineItem, row: WireRow): LineItem {
  const at = office.book.tick()
  const type = office.book.types.find(row.typeId)
  if (type === undefined) throw new Error(`There is no item type ${row.typeId}.`)
  return {
    ...FRESH_ROW,
    id: row.id,
    typeId: type.id,
    kind: type.kind,
    sku: type.sku,
    name: row.name,
    description: row.description,
    amountCents: row.amountCents,
    dueDate: null,
    createdAt: at,
    modifiedAt: at,
    ...aboutFee(fee),
    reference: row.reference,
    recordedById: row.recordedById,
    notes: row.notes,
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
