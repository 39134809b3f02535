import { Refusal } from '../../contract/app-error.ts'
import type { CallInput, CallValue } from '../../contract/calls.ts'
import type { EntryResult } from '../../contract/rows/office.ts'
import { NO_SUMS } from '../domain/entry.ts'
import { foldKey } from '../domain/match.ts'
import { type OfficeFee, planCharge } from '../domain/office.ts'
import { addDays, type Day } from '../domain/zone.ts'
import type { OfficePerson } from '../ledger/office.ts'
import type { Core } from './core.ts'
import { amountOf, entriesOf, type OfficeAct, resultOf, writeEntries } from './office.ts'
import { readDistrict } from './settings-store.ts'

/** Days until a fee is overdue when the district is not set up. */
const DAYS_BEFORE_OVERDUE = 30
/** Students named in the reply of a bulk charge. */
const MOST_NAMED = 1_000

type OneCharge = Pick<CallInput<'fees.add'>, 'student' | 'sku' | 'amount'> & Partial<CallInput<'fees.add'>>

/** Charges one student: a fee of the ledger's own, with its charge. Inside the action's SQL transaction. */
export function chargeOne(act: OfficeAct, request: OneCharge): EntryResult {
  const { core } = act
  const person = findStudent(core, request.student)
  return charge(act, { person, what: whatOf(core, request), asset: assetOf(core, request.asset), request })
}

/** What is charged, looked up once. */
interface What {
  itemType: { seq: number; sku: string; title: string; categorySeq: number | null; category: string | null }
  amountCents: number
  locationSeq: number | null
}

function whatOf(core: Core, request: { sku: string; amount: string; location?: string | undefined }): What {
  const itemType = core.ledger.office.itemType(request.sku)
  if (itemType === null || itemType.archived === 1)
    throw new Refusal(
      'not-found',
      `There is no item type with the Sku "${request.sku}". Skus keep their case; look it up in Item Types.`,
      'sku',
    )
  if (itemType.type !== 'fee')
    throw new Refusal(
      'refused',
      `The Sku ${itemType.sku} is for a ${itemType.type}, not for a fee. Choose one of type fee.`,
      'sku',
    )
  const locationSeq = request.location === undefined ? null : core.ledger.office.locationSeq(request.location)
  if (request.location !== undefined && locationSeq === null)
    throw new Refusal(
      'not-found',
      `There is no location "${request.location}". Name it by its abbreviation, as in Locations.`,
      'location',
    )
  return { itemType, amountCents: amountOf(request.amount), locationSeq }
}

function charge(
  act: OfficeAct,
  what: {
    person: OfficePerson
    what: What
    asset: { key: string | null; tag: string } | null
    request: {
      name?: string | undefined
      description?: string | undefined
      dueOn?: Day | undefined
      ticket?: string | undefined
    }
  },
): EntryResult {
  const { core, at, today } = act
  const { itemType, amountCents, locationSeq } = what.what
  const entries = entriesOf(planCharge(amountCents, act))
  const name = what.request.name ?? itemType.title
  const made = core.ledger.office.addFee({
    personSeq: what.person.seq,
    itemTypeSeq: itemType.seq,
    categorySeq: itemType.categorySeq,
    locationSeq: locationSeq ?? what.person.locationSeq,
    assetKey: what.asset?.key ?? null,
    assetTag: what.asset?.tag ?? null,
    ticketNumber: what.request.ticket ?? null,
    sku: itemType.sku,
    itemTitle: itemType.title,
    categoryTitle: itemType.category,
    name,
    description: what.request.description ?? null,
    createdOn: today,
    dueOn: what.request.dueOn ?? addDays(today, readDistrict(core.ledger)?.overdueDays ?? DAYS_BEFORE_OVERDUE),
    at,
  })
  const fee: OfficeFee = {
    ...made,
    name,
    system: 'feebridge',
    externalKey: null,
    personSeq: what.person.seq,
    locationSeq: locationSeq ?? what.person.locationSeq,
    sums: NO_SUMS,
    isVoid: false,
    hasOutsidePayment: false,
    entries: [],
  }
  return resultOf(core, fee, writeEntries(act, fee, entries, 'fees.add').ids, [])
}

/** The one student that a School Id or id names exactly (I2); a near miss is said. */
export function findStudent(core: Core, name: string): OfficePerson {
  const found = nameStudent(core, name)
  if (typeof found !== 'string') return found
  throw new Refusal('not-found', found, 'student')
}

function nameStudent(core: Core, name: string): OfficePerson | string {
  const { office } = core.ledger
  const carriers = office.peopleBySchoolId(name)
  const [only, second] = carriers
  if (only !== undefined && second === undefined) return only
  if (second !== undefined)
    return `${carriers.length} people carry the School Id ${name}. Choose which one is meant in Students, then charge again.`
  const byId = office.personById(name)
  if (byId !== null) return byId
  const near = office.nearMisses(foldKey(name))[0]
  const hint = near === undefined ? '' : ` ${near.name} has the School Id ${near.schoolId}: is that the one?`
  return `Nobody has the School Id "${name}".${hint} School Ids must match exactly.`
}

function assetOf(core: Core, tag: string | undefined): { key: string | null; tag: string } | null {
  if (tag === undefined || tag === '') return null
  const [only, second] = core.ledger.office.assets(tag)
  return { key: only === undefined || second !== undefined ? null : only.key, tag }
}

interface Target {
  person: OfficePerson
  asset: { key: string | null; tag: string } | null
}

/** Charges many at once, or, without an act, says whom it would charge. All of it or, where a name leads to nobody, nothing. */
export function chargeMany(
  core: Core,
  request: CallInput<'fees.addMany'>,
  act: OfficeAct | null,
): CallValue<'fees.addMany'> {
  const what = whatOf(core, request)
  const { targets, problems } = targetsOf(core, request.to)
  if (act !== null && problems.length > 0)
    throw new Refusal(
      'refused',
      `${problems.length} of the names lead to no student, so nobody was charged. The first: ${problems[0]?.name}: ${problems[0]?.message}`,
      'to',
    )
  if (act !== null && targets.length === 0)
    throw new Refusal('refused', 'Nobody is chosen, so nobody was charged.', 'to')
  if (act !== null && request.expected !== undefined && request.expected !== targets.length)
    throw new Refusal(
      'refused',
      `It would charge ${targets.length} now, not ${request.expected} as was shown, so nobody was charged. Look whom it reaches, and charge again.`,
      'to',
    )
  if (act !== null) for (const { person, asset } of targets) charge(act, { person, asset, what, request })
  return {
    fees: targets.length,
    amountCents: targets.length * what.amountCents,
    students: targets.slice(0, MOST_NAMED).map(({ person, asset }) => ({
      id: person.id,
      name: person.name,
      schoolId: person.schoolId,
      asset: asset?.tag ?? null,
    })),
    problems,
  }
}

function targetsOf(
  core: Core,
  to: CallInput<'fees.addMany'>['to'],
): { targets: Target[]; problems: { name: string; message: string }[] } {
  const problems: { name: string; message: string }[] = []
  if ('students' in to) {
    // A list may name a student twice, by School Id and by id.
    const named = new Set<number>()
    const targets = [...new Set(to.students)].flatMap(name => {
      const found = nameStudent(core, name)
      if (typeof found !== 'string') {
        const isFirst = !named.has(found.seq)
        named.add(found.seq)
        return isFirst ? [{ person: found, asset: null }] : []
      }
      problems.push({ name, message: found })
      return []
    })
    return { targets, problems }
  }
  if ('assets' in to) {
    const targets = [...new Set(to.assets)].flatMap(tag => {
      const found = ownerOf(core, tag)
      if (typeof found !== 'string') return [found]
      problems.push({ name: tag, message: found })
      return []
    })
    return { targets, problems }
  }
  if (to.location === undefined && to.grade === undefined)
    throw new Refusal('bad-request', 'Name a location or a grade: the whole district is not charged at once.', 'to')
  const people = core.ledger.office.peopleOf(to.location ?? null, to.grade ?? null)
  if (people.length > 5_000)
    throw new Refusal('refused', 'More than 5,000 students match. Charge them in smaller parts.', 'to')
  return { targets: people.map(person => ({ person, asset: null })), problems }
}

function ownerOf(core: Core, tag: string): Target | string {
  const [only, second] = core.ledger.office.assets(tag)
  if (only === undefined) return 'This asset is not known here. Charge its student by School Id, and name the asset.'
  if (second !== undefined) return 'Several assets carry this tag.'
  const person = only.ownerSeq === null ? null : core.ledger.office.personBySeq(only.ownerSeq)
  return person === null ? 'This asset has no owner.' : { person, asset: { key: only.key, tag } }
}
