import type { ArgumentKind, ArgumentPlan } from '../arguments.ts'
import type { IiqConsole } from './console.ts'
import { type FaultName, ROUTE_NAMES } from './faults.ts'
import { RAW_KINDS } from './raw.ts'

const KINDS = ['Fee', 'Payment', 'Adjustment'] as const

const ITEM_FIELDS = {
  sku: 'text',
  amountCents: 'integer',
  dueDate: 'text?',
  userId: 'text?',
  schoolIdNumber: 'text?',
  assetId: 'text?',
  locationId: 'text?',
  name: 'text',
  description: 'text?',
  notes: 'text?',
} as const

const ENTRY_FIELDS = {
  id: 'text',
  amountCents: 'integer',
  sku: 'text',
  createdDate: 'text',
  description: 'text?',
  reference: 'text',
} as const

const USER_FIELDS = {
  id: 'text',
  schoolIdNumber: 'text?',
  firstName: 'text',
  lastName: 'text',
  email: 'text?',
  grade: 'text?',
  locationId: 'text?',
  isActive: 'flag',
  isDeleted: 'flag',
} as const

const LOCATION_FIELDS = { id: 'text', name: 'text', abbreviation: 'text?', isDeleted: 'flag' } as const

const TYPE_FIELDS = {
  id: 'text',
  sku: 'text',
  title: 'text',
  description: 'text?',
  categoryId: 'text',
  kind: KINDS,
  defaultAmountCents: 'integer?',
} as const

const CATEGORY_FIELDS = { id: 'text', title: 'text', description: 'text?' } as const
const ASSET_FIELDS = { id: 'text', tag: 'text', name: 'text', ownerId: 'text?', locationId: 'text?' } as const

const NEEDS_ID = ['id']
const BY_ID: ArgumentPlan = { known: { id: 'text' }, required: NEEDS_ID }
const OF_FEE: ArgumentPlan = { known: { feeId: 'text' } }
const NONE: ArgumentPlan = { known: {} }

/** The arguments of every operation of the console. */
export const CONSOLE_PLANS: Readonly<Record<keyof IiqConsole, ArgumentPlan>> = {
  addFee: { known: { ...ITEM_FIELDS, ticketId: 'text?', ticketNumber: 'text?', createdDate: 'text' } },
  editFee: { known: { ...ITEM_FIELDS, id: 'text' }, required: NEEDS_ID },
  payFee: { known: ENTRY_FIELDS, required: NEEDS_ID },
  adjustFee: { known: ENTRY_FIELDS, required: ['id', 'amountCents'] },
  waiveFee: { known: ENTRY_FIELDS, required: NEEDS_ID },
  deleteItem: BY_ID,
  restoreItem: BY_ID,
  purgeItem: BY_ID,
  addUser: { known: USER_FIELDS },
  editUser: { known: USER_FIELDS, required: NEEDS_ID },
  addLocation: { known: LOCATION_FIELDS },
  editLocation: { known: LOCATION_FIELDS, required: NEEDS_ID },
  addItemType: { known: TYPE_FIELDS },
  editItemType: { known: TYPE_FIELDS, required: NEEDS_ID },
  removeItemType: BY_ID,
  addCategory: { known: CATEGORY_FIELDS },
  editCategory: { known: CATEGORY_FIELDS, required: NEEDS_ID },
  removeCategory: BY_ID,
  addAsset: { known: ASSET_FIELDS },
  editAsset: { known: ASSET_FIELDS, required: NEEDS_ID },
  putRaw: { known: { kind: RAW_KINDS, text: 'text' }, required: ['kind', 'text'] },
  fees: NONE,
  payments: OF_FEE,
  adjustments: OF_FEE,
  deletedItems: NONE,
  item: BY_ID,
  users: NONE,
  locations: NONE,
  itemTypes: NONE,
  categories: NONE,
  assets: NONE,
  counts: NONE,
}

const SCOPE: Readonly<Record<string, ArgumentKind>> = {
  route: [...ROUTE_NAMES, 'all'],
  times: 'integer',
  after: 'integer',
}

function fault(known: Readonly<Record<string, ArgumentKind>>, required: readonly string[] = []): ArgumentPlan {
  return { known: { ...known, ...SCOPE }, required }
}

/** The arguments of every fault; null as arguments switches it off. */
export const FAULT_PLANS: Readonly<Record<FaultName, ArgumentPlan>> = {
  slow: fault({ ms: 'integer' }, ['ms']),
  trickle: fault({ ms: 'integer' }, ['ms']),
  status: fault({ status: 'integer', message: 'text', retryAfter: 'integer or text', retryAfterHeader: 'text' }, [
    'status',
  ]),
  hangUp: fault({}),
  cutMidBody: fault({}),
  commitThenTimeOut: fault({ mode: ['hang', 'cut'] }),
  repeatPage: fault({}),
  shortPage: fault({ rows: 'integer' }),
  totalOff: fault({ by: 'integer' }, ['by']),
  totalMoves: fault({ by: 'integer' }, ['by']),
  malformedJson: fault({}),
  htmlPage: fault({}),
  badRow: fault({ id: 'text', field: 'text', value: 'anything' }),
  bodyStatus: fault({ status: 'integer', message: 'text' }, ['status']),
  nonFatalErrors: fault({ messages: 'texts' }),
  dropFilters: fault({ facets: 'texts' }, ['facets']),
  capPage: fault({ rows: 'integer' }, ['rows']),
  halfFeed: fault({ foundSingly: 'flag' }),
}
