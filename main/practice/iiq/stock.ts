import { DAY_MS } from '../calendar.ts'
import type { District, Person } from '../district.ts'
import { CATEGORIES, FEE_TYPES } from '../names.ts'
import { createRandom, type Random } from '../random.ts'
import type { Stock } from './book.ts'
import { type Category, FRESH_ROW, type ItemType, type Location, type User } from './records.ts'
import { makeFees } from './stock-fees.ts'

export interface StockSize {
  seed: number
  fees: number
  /** Fees whose student number nobody carries. */
  unmatchedFees: number
}

/** What Incident IQ knows of a district, fees included; the same rows for the same seed and day. */
export function makeStock(district: District, size: StockSize): Stock {
  const random = createRandom(size.seed, 'iiq')
  const categories = CATEGORIES.map(category => ({ ...FRESH_ROW, id: random.guid(), ...category }))
  const types = makeTypes(random, categories)
  const locations = district.schools.map(school => ({ ...FRESH_ROW, ...school }))
  const people = [...district.students, ...district.twins, district.leaver, ...district.staff]
  return {
    categories,
    types,
    locations,
    users: people.map(person => makeUser(random, district, locations, person)),
    assets: district.assets.map(asset => ({
      ...FRESH_ROW,
      id: asset.id,
      tag: asset.tag,
      name: asset.name,
      ownerId: asset.ownerId,
      locationId: asset.schoolId,
    })),
    items: makeFees(createRandom(size.seed, 'iiq-fees'), district, types, size),
  }
}

/** Fifteen fee types and one type each for payments and adjustments, so that neither needs to be chosen. */
function makeTypes(random: Random, categories: readonly Category[]): ItemType[] {
  const fees = FEE_TYPES.map(
    (type): ItemType => ({
      ...FRESH_ROW,
      id: random.guid(),
      sku: type.sku,
      title: type.title,
      description: `${type.title}, price of the current list`,
      categoryId: categories[type.category]?.id ?? '',
      kind: 'Fee',
      defaultAmountCents: type.cents,
    }),
  )
  const office = { ...FRESH_ROW, categoryId: categories[4]?.id ?? '', description: null, defaultAmountCents: null }
  return [
    ...fees,
    { ...office, id: random.guid(), sku: 'OFF-PAY', title: 'Payment at the office', kind: 'Payment' },
    { ...office, id: random.guid(), sku: 'OFF-ADJ', title: 'Adjustment or waiver', kind: 'Adjustment' },
  ]
}

function makeUser(random: Random, district: District, locations: readonly Location[], person: Person): User {
  return {
    ...FRESH_ROW,
    id: person.id,
    schoolIdNumber: person.schoolIdNumber,
    firstName: person.firstName,
    lastName: person.lastName,
    email: person.email,
    grade: person.grade,
    locationId: person.schoolId,
    locationName: locations.find(location => location.id === person.schoolId)?.name ?? null,
    isActive: !person.isDeleted,
    isDeleted: person.isDeleted,
    modifiedAt: district.today - random.between(2, 400) * DAY_MS + random.below(DAY_MS),
  }
}
