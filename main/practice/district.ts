import { startOfDay, startOfSchoolYear, writeDay } from './calendar.ts'
import { DEVICES, FIRST_NAMES, LAST_NAMES, SCHOOLS } from './names.ts'
import { createRandom, type Random } from './random.ts'

export interface School {
  id: string
  name: string
  abbreviation: string | null
  isDeleted: boolean
}

/** A student or a member of staff; staff carry no student number. */
export interface Person {
  id: string
  schoolIdNumber: string | null
  firstName: string
  lastName: string
  email: string | null
  grade: string | null
  schoolId: string
  isDeleted: boolean
}

export interface Asset {
  id: string
  tag: string
  name: string
  ownerId: string | null
  schoolId: string | null
}

export interface Ticket {
  id: string
  number: string
  personId: string
}

/** Who and what is there, before any system keeps a fee about it. */
export interface District {
  name: string
  timeZone: string
  /** UTC midnight of the day the district was made for, in milliseconds. */
  today: number
  /** July 1 of the running school year, `YYYY-MM-DD`. */
  createdSince: string
  schools: School[]
  students: Person[]
  /** Two students who carry the same number. */
  twins: [Person, Person]
  /** A student whose account was deleted. */
  leaver: Person
  staff: Person[]
  assets: Asset[]
  tickets: Ticket[]
}

export interface DistrictSize {
  seed: number
  students: number
}

/** Makes the people, schools, assets and tickets of a seed; the same for every moment of one UTC day. */
export function makeDistrict(size: DistrictSize, now: number): District {
  const random = createRandom(size.seed, 'district')
  const today = startOfDay(now)
  const schools = SCHOOLS.map(school => ({ id: random.guid(), ...school }))
  const students = Array.from({ length: size.students }, (_, index) => makeStudent(random, schools, index))
  const twin = makeStudent(random, schools, size.students)
  const leaver = { ...makeStudent(random, schools, size.students + 1), isDeleted: true }
  const staff = Array.from({ length: 3 + Math.floor(size.students / 25) }, () => makeStaff(random, schools))
  return {
    name: 'Practice district',
    timeZone: 'America/New_York',
    today,
    createdSince: writeDay(startOfSchoolYear(today)),
    schools,
    students,
    twins: [twin, { ...makeStudent(random, schools, size.students + 2), schoolIdNumber: twin.schoolIdNumber }],
    leaver,
    staff,
    assets: makeAssets(random, students),
    tickets: makeTickets(random, students),
  }
}

function makeStudent(random: Random, schools: readonly School[], index: number): Person {
  const [firstName, lastName] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)]
  // One student in fifty is at the school without an abbreviation, one in a hundred still at the closed one.
  const place = index % 50 === 17 ? 3 : index % 100 === 61 ? 4 : random.below(3)
  const low = [9, 6, 1, 6, 9][place] ?? 1
  return {
    id: random.guid(),
    // Numbers are texts: every seventh begins with zeros, and they never repeat by chance.
    schoolIdNumber: index % 7 === 3 ? String(1000 + index).padStart(8, '0') : String(200_000 + index * 3),
    firstName,
    lastName,
    email: random.chance(0.9)
      ? `${plain(firstName)}.${plain(lastName)}${index}@students.practice-district.example`
      : null,
    grade: String(low + random.below(3)).padStart(2, '0'),
    schoolId: schools[place]?.id ?? '',
    isDeleted: false,
  }
}

function makeStaff(random: Random, schools: readonly School[]): Person {
  const [firstName, lastName] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)]
  return {
    id: random.guid(),
    schoolIdNumber: null,
    firstName,
    lastName,
    email: `${plain(firstName)}.${plain(lastName)}@practice-district.example`,
    grade: null,
    schoolId: schools[random.below(3)]?.id ?? '',
    isDeleted: false,
  }
}

function makeAssets(random: Random, students: readonly Person[]): Asset[] {
  return students
    .filter((_, index) => index % 2 === 0)
    .map((owner, index) => ({
      id: random.guid(),
      tag: `PD-${String(40_000 + index)}`,
      name: random.pick(DEVICES),
      ownerId: owner.id,
      schoolId: random.chance(0.7) ? owner.schoolId : null,
    }))
}

function makeTickets(random: Random, students: readonly Person[]): Ticket[] {
  return students
    .filter((_, index) => index % 4 === 1)
    .map((person, index) => ({ id: random.guid(), number: `T-${String(7_000 + index)}`, personId: person.id }))
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
}
