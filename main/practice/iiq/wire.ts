import { type TimeStyle, writeTime } from '../calendar.ts'
import type { Category, IiqAsset, ItemType, LineItem, Location, User } from './records.ts'

/** A line item's JSON; `amountDueCents` is given for fees and null for what applies to them. */
export function writeLineItem(item: LineItem, amountDueCents: number | null): string {
  return JSON.stringify({
    LineItemId: item.id,
    LineItemTypeId: item.typeId,
    Type: item.kind,
    Sku: item.sku,
    Name: item.name,
    Description: item.description,
    Amount: item.amountCents / 100,
    AmountDue: amountDueCents === null ? undefined : amountDueCents / 100,
    DueDate: item.kind === 'Fee' ? item.dueDate : undefined,
    CreatedDate: writeTime(item.createdAt, 'zulu'),
    ModifiedDate: writeTime(item.modifiedAt, timeStyle(item.style)),
    UserId: item.userId,
    SchoolIdNumber: item.schoolIdNumber,
    AssetId: item.assetId,
    AssetTag: item.assetTag,
    TicketId: item.ticketId,
    TicketNumber: item.ticketNumber,
    LocationId: item.locationId,
    // Ids are compared without case, so one entry in sixteen names its fee in capitals.
    AppliesToLineItemId: item.style === 0 ? item.appliesToId?.toUpperCase() : (item.appliesToId ?? undefined),
    ExternalReference: item.reference,
    RecordedByUserId: item.recordedById,
    InternalNotes: item.notes,
    IsDeleted: item.isDeleted,
  })
}

export function writeItemType(type: ItemType): string {
  return JSON.stringify({
    LineItemTypeId: type.id,
    Sku: type.sku,
    Title: type.title,
    Description: type.description,
    CategoryId: type.categoryId,
    Type: type.kind,
    DefaultAmount: type.defaultAmountCents === null ? null : type.defaultAmountCents / 100,
  })
}

export function writeCategory(category: Category): string {
  return JSON.stringify({ CategoryId: category.id, Title: category.title, Description: category.description })
}

export function writeLocation(location: Location): string {
  return JSON.stringify({
    LocationId: location.id,
    Name: location.name,
    Abbreviation: location.abbreviation,
    IsDeleted: location.isDeleted,
  })
}

export function writeUser(user: User): string {
  return JSON.stringify({
    UserId: user.id,
    SchoolIdNumber: user.schoolIdNumber,
    Name: `${user.firstName} ${user.lastName}`,
    FirstName: user.firstName,
    LastName: user.lastName,
    Email: user.email,
    Grade: user.grade,
    LocationId: user.locationId,
    LocationName: user.locationName,
    IsActive: user.isActive,
    IsDeleted: user.isDeleted,
    ModifiedDate: writeTime(user.modifiedAt, 'zulu'),
  })
}

export function writeAsset(asset: IiqAsset): string {
  return JSON.stringify({
    AssetId: asset.id,
    AssetTag: asset.tag,
    Name: asset.name,
    OwnerId: asset.ownerId,
    LocationId: asset.locationId,
  })
}

function timeStyle(style: number): TimeStyle {
  return style === 1 ? 'bare' : style === 2 ? 'offset' : 'zulu'
}
