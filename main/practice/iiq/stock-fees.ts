import { DAY_MS, JULY_MIDNIGHT_OFFSET_MS, writeDay } from '../calendar.ts'
import type { District, Person } from '../district.ts'
import { INCIDENTS, NOTES } from '../names.ts'
import type { Random } from '../random.ts'
import { FRESH_ROW, type ItemType, type LineItem } from './records.ts'
import type { StockSize } from './stock.ts'
import { makeEntries } from './stock-entries.ts'

const HOUR_MS = 3_600_000
/** Below this many fees a district holds plain fees only, so that small tests can count on every row. */
const FEES_FOR_SPECIALS = 20

/** What the makers of fees and entries share. */
export interface Workshop {
  random: Random
  district: District
  feeTypes: readonly ItemType[]
  paymentType: ItemType
  adjustmentType: ItemType
  /** Midnight of July 1 in the district, in milliseconds. */
  cutOffAt: number
  /** Moments at which whole grades were charged: many fees share one. */
  batchMoments: readonly number[]
}

/** Exactly `size.fees` live fees, about one in a hundred more that are deleted, and the entries of all. */
export function makeFees(random: Random, district: District, types: readonly ItemType[], size: StockSize): LineItem[] {
  const shop = openWorkshop(random, district, types, size.fees)
  const items: LineItem[] = []
  const specials = size.fees < FEES_FOR_SPECIALS ? [] : makeSpecials(shop, size.unmatchedFees)
  for (let index = 0; index < size.fees; index += 1) {
    const fee = specials[index] ?? makeFee(shop)
    items.push(fee)
    if (index >= specials.length) for (const entry of makeEntries(shop, fee)) items.push(entry)
  }
  const gone = size.fees < FEES_FOR_SPECIALS ? 0 : Math.ceil(size.fees / 100)
  for (let index = 0; index < gone; index += 1) {
    const fee = makeFee(shop)
    for (const item of [fee, ...makeEntries(shop, fee)]) {
      items.push({ ...item, isDeleted: true, deletedWithId: item === fee ? null : fee.id })
    }
  }
  return items
}

function openWorkshop(random: Random, district: District, types: readonly ItemType[], fees: number): Workshop {
  const cutOffAt = Date.parse(`${district.createdSince}T00:00:00Z`) + JULY_MIDNIGHT_OFFSET_MS
  const shop = { random, district, cutOffAt, feeTypes: types.filter(type => type.kind === 'Fee') }
  return {
    ...shop,
    paymentType: typeOf(types, 'Payment'),
    adjustmentType: typeOf(types, 'Adjustment'),
    batchMoments: Array.from({ length: 1 + Math.floor(fees / 100) }, () => drawMoment(random, district, cutOffAt)),
  }
}

function typeOf(types: readonly ItemType[], kind: ItemType['kind']): ItemType {
  const type = types.find(one => one.kind === kind)
  if (type === undefined) throw new Error(`The stock has no type of kind ${kind}.`)
  return type
}

/** A moment of a school day (UTC morning to night), at least a day before today, so that it never lies ahead of `now`. */
function drawMoment(random: Random, district: District, cutOffAt: number): number {
  const days = Math.floor((district.today - cutOffAt) / DAY_MS)
  const firstDay = district.today - days * DAY_MS
  const day = firstDay + random.below(days - 1) * DAY_MS
  return day + 11 * HOUR_MS + random.below(16 * HOUR_MS)
}

function makeFee(shop: Workshop): LineItem {
  const { random, district, cutOffAt } = shop
  const drawn = random.next()
  const createdAt =
    drawn < 0.2
      ? random.pick(shop.batchMoments)
      : drawn < 0.27
        ? cutOffAt - HOUR_MS - random.below(200 * DAY_MS)
        : drawMoment(random, district, cutOffAt)
  const fee = bareFee(shop, drawn < 0.2 ? lastType(shop) : random.pick(shop.feeTypes), createdAt)
  const place = random.next()
  if (place < 0.15 && district.assets.length > 0) return placeOnAsset(shop, fee)
  if (place < 0.22 && district.tickets.length > 0) return placeOnTicket(shop, fee)
  return placeOnPerson(shop, fee, random.pick(district.students))
}

function lastType(shop: Workshop): ItemType {
  return shop.feeTypes[shop.feeTypes.length - 1] ?? shop.paymentType
}

/** A fee of a type and moment that lies on nobody yet. */
function bareFee(shop: Workshop, type: ItemType, createdAt: number): LineItem {
  const { random } = shop
  const priceCents = type.defaultAmountCents ?? 1000
  return {
    ...FRESH_ROW,
    id: random.guid(),
    typeId: type.id,
    kind: 'Fee',
    sku: type.sku,
    name: type.title,
    description: `${type.title}: ${random.pick(INCIDENTS)} (${writeDay(createdAt)}, list entry ${random.between(100, 9999)}).`,
    amountCents: random.chance(0.75) ? priceCents : Math.ceil(priceCents * (0.3 + random.next() * 0.7)),
    dueDate: drawDueDate(random, createdAt),
    createdAt,
    modifiedAt: createdAt,
    userId: null,
    schoolIdNumber: null,
    assetId: null,
    assetTag: null,
    ticketId: null,
    ticketNumber: null,
    locationId: null,
    appliesToId: null,
    reference: null,
    recordedById: random.pick(shop.district.staff).id,
    notes: random.pick(NOTES),
    isDeleted: false,
    isFromApi: false,
    deletedWithId: null,
    style: random.below(16),
  }
}

/** Due dates come as a bare day, as a midnight, as the last minute of a day in the district, or not at all. */
function drawDueDate(random: Random, createdAt: number): string | null {
  const day = writeDay(createdAt + random.pick([14, 30, 45]) * DAY_MS)
  return random.pick([
    null,
    day,
    `${day}T00:00:00Z`,
    `${day}T00:00:00`,
    `${day}T00:00:00.000Z`,
    `${day}T23:30:00-04:00`,
  ])
}

function placeOnPerson(shop: Workshop, fee: LineItem, person: Person): LineItem {
  fee.userId = person.id
  fee.schoolIdNumber = person.schoolIdNumber
  fee.locationId = shop.random.chance(0.8) ? person.schoolId : null
  return fee
}

/** Only the asset is named: the student is its owner. */
function placeOnAsset(shop: Workshop, fee: LineItem): LineItem {
  const asset = shop.random.pick(shop.district.assets)
  fee.assetId = asset.id
  fee.assetTag = asset.tag
  fee.locationId = asset.schoolId
  return fee
}

/** The ticket and its user are named, the student number is not: it is the user's. */
function placeOnTicket(shop: Workshop, fee: LineItem): LineItem {
  const ticket = shop.random.pick(shop.district.tickets)
  fee.ticketId = ticket.id
  fee.ticketNumber = ticket.number
  fee.userId = ticket.personId
  return fee
}

/** The fees every district of some size has, because a rule speaks of each of them. None has an entry. */
function makeSpecials(shop: Workshop, unmatchedFees: number): LineItem[] {
  const { district, cutOffAt, random } = shop
  const student = random.pick(district.students)
  const on = (person: Person, createdAt: number) =>
    placeOnPerson(shop, bareFee(shop, random.pick(shop.feeTypes), createdAt), person)
  const unmatched = Array.from({ length: unmatchedFees }, (_, index) => {
    const fee = on(student, district.today - (3 + index) * DAY_MS + 15 * HOUR_MS)
    return { ...fee, userId: null, schoolIdNumber: `98${String(7_001 + index * 13)}` }
  })
  const twice = on(student, cutOffAt + 40 * HOUR_MS)
  return [
    ...unmatched,
    // Two people carry this number; the fee is older than the cut-off, so it stays out of the clerk's way.
    on(district.twins[0], cutOffAt - 20 * DAY_MS),
    on(district.leaver, cutOffAt + 33 * HOUR_MS),
    // The last moment before the cut-off and its first one: in UTC they lie on one day.
    on(student, cutOffAt - 1),
    on(student, cutOffAt),
    { ...on(student, cutOffAt + 36 * HOUR_MS), amountCents: 0 },
    // Two equal real charges.
    twice,
    { ...twice, id: random.guid() },
  ]
}
