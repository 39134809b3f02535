/** Invented names and texts. No real person, school or device is meant. */
export const FIRST_NAMES =
  'Ada Bela Caro Dario Edda Fenn Gita Hale Ilka Jory Kala Lome Mira Nilo Orla Pavo Quill Rune Sefa Tomé Una Viko Wren Xana Yara Zeno Amaya Brisa Corin Delphi Eluned Faro Greta Hollis Inés Jubal Kesi Lark Maro Nessa'.split(
    ' ',
  )

export const LAST_NAMES =
  'Abbernot Birchwick Calderoon Dunmarsh Eastlow Fernhollow Garrowby Hazelbrunn Ivesmoor Jasperling Kettlewood Larkfold Marrowmere Nettlecombe Oakenshaw Peñalosa Quarrystone Rookwater Silverlode Thistledown Umberfield Vantongeren Willowmark Yarrowgate Zimmerlach Ashgrove Bellwether Copperfold Driftmoor Elderquist Foxlade Gildersleigh Harrowfen Inkpenny Juniperose Kestrelby Lindenauer Mossbridge Northquill Ottersby'.split(
    ' ',
  )

export const SCHOOLS = [
  { name: 'Maple Hollow High School', abbreviation: 'MHHS', isDeleted: false },
  { name: 'Quarry Lane Middle School', abbreviation: 'QLMS', isDeleted: false },
  { name: 'Fern Street Elementary', abbreviation: 'FSE', isDeleted: false },
  { name: 'Harbor Point Annex', abbreviation: null, isDeleted: false },
  { name: 'Old Mill School', abbreviation: 'OMS', isDeleted: true },
] as const

export const DEVICES = [
  'Latchbook 11',
  'Latchbook 14',
  'Pebble tablet 10',
  'Graphing calculator GX-3',
  'Field camera F2',
] as const

export const CATEGORIES = [
  { title: 'Devices', description: 'Laptops, tablets and what belongs to them' },
  { title: 'Library', description: 'Books and media on loan' },
  { title: 'Textbooks', description: null },
  { title: 'Activities', description: 'Sports, clubs and trips' },
  { title: 'Office entries', description: 'Payments and adjustments entered at the desk' },
] as const

/** Fee types: the place of their category in `CATEGORIES`, and the price in cents. */
export const FEE_TYPES = [
  { sku: 'LB-SCREEN', title: 'Laptop screen', category: 0, cents: 12_500 },
  { sku: 'LB-KEYS', title: 'Laptop keyboard', category: 0, cents: 4_250 },
  { sku: 'LB-CHARGER', title: 'Laptop charger', category: 0, cents: 3_999 },
  { sku: 'LB-LOST', title: 'Lost laptop', category: 0, cents: 31_800 },
  { sku: 'TAB-CASE', title: 'Tablet case', category: 0, cents: 1_875 },
  { sku: 'LIB-LATE', title: 'Late library book', category: 1, cents: 150 },
  { sku: 'LIB-LOST', title: 'Lost library book', category: 1, cents: 1_799 },
  { sku: 'LIB-DAMAGE', title: 'Damaged library book', category: 1, cents: 825 },
  { sku: 'TXT-MATH', title: 'Mathematics textbook', category: 2, cents: 7_640 },
  { sku: 'TXT-SCI', title: 'Science textbook', category: 2, cents: 8_210 },
  { sku: 'TXT-COVER', title: 'Textbook rebinding', category: 2, cents: 1_100 },
  { sku: 'ACT-BAND', title: 'Band instrument rental', category: 3, cents: 6_000 },
  { sku: 'ACT-SPORT', title: 'Sports participation', category: 3, cents: 7_500 },
  { sku: 'ACT-TRIP', title: 'Museum trip', category: 3, cents: 2_250 },
  { sku: 'ACT-PLANNER', title: 'Student planner', category: 3, cents: 700 },
] as const

export const INCIDENTS = [
  'Found at check-in, the student was told the same day',
  'Reported by the homeroom teacher',
  'Not returned after two written reminders',
  'Returned with water damage, photographs are in the folder',
  'Assessed at the end of the marking period',
  'Claimed as lost on the bus, searched for without result',
] as const

export const NOTES = [
  'Letter sent home; the office waits for an answer before the next step is taken.',
  'The family asked to pay in two parts, the second one after the marking period.',
  'Checked against the shelf list twice. The replacement is ordered under the spring budget, so please do not reorder it.',
  'The student has been told about the hardship form and took a copy along.',
  'Price taken from the list of this school year; see the binder at the front desk for the agreement that was signed.',
  'Assessed in a batch for the whole grade. Single cases are handled by the grade office, not by the library.',
] as const
