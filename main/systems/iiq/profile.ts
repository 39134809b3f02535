import { z } from 'zod'

/**
 * The facets that each list of Incident IQ understands: users [D], the two searches [A]. Any other facet, and a value it cannot parse, is silently dropped there and the unfiltered
 * list comes back, so a profile may name none but these.
 */
const IIQ_FACETS = {
  users: ['schoolidnumber', 'userid', 'email', 'locationid', 'isactive', 'isdeleted', 'modifieddate'],
  itemTypes: ['lineitemtypeid', 'sku', 'categoryid', 'type'],
  lineItems: [
    'lineitemid',
    'externalreference',
    'userid',
    'schoolidnumber',
    'assetid',
    'lineitemtypeid',
    'sku',
    'type',
    'locationid',
    'appliestolineitemid',
    'createddate',
    'modifieddate',
    'isdeleted',
  ],
} as const

const word = z.string().min(1, 'is empty').max(200)
const path = word.regex(/^\/[^?#\s]*$/, 'is not a path that begins with a slash')
/** A section whose words all have defaults, so that an override names only what differs; `never` because zod cannot see that every word of an open shape has one. */
const section = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.strictObject(shape).prefault({} as never)
const words = <Defaults extends Record<string, string>>(defaults: Defaults) => {
  const shape = Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, word.default(value)]))
  return section(shape as { [Name in keyof Defaults]: z.ZodDefault<z.ZodString> })
}
/** How a list is paged: `query` by `$s` and `$p` [D], `body` by rows to skip [A]. */
const pageStyle = z.enum(['query', 'body'])

const profileSchema = z.strictObject({
  /** [D] */
  headers: words({
    authorization: 'Authorization',
    authorizationScheme: 'Bearer',
    site: 'SiteId',
    product: 'ProductId',
    client: 'Client',
    clientName: 'ApiClient',
  }),
  /** `{app}` and `{id}` are filled in. The first three [D], the app's [O]. */
  paths: section({
    locations: path.default('/api/v1.0/locations/all'),
    users: path.default('/api/v1.0/users'),
    asset: path.includes('{id}', 'lacks {id}').default('/api/v1.0/assets/{id}'),
    options: path.default('/apps/{app}/api/sync/options'),
    itemTypes: path.default('/apps/{app}/api/data/line-item-types/search'),
    lineItems: path.default('/apps/{app}/api/data/line-items/search'),
    /** [A] */
    createLineItem: path.default('/apps/{app}/api/data/line-items'),
    lineItem: path.includes('{id}', 'lacks {id}').default('/apps/{app}/api/data/line-items/{id}'),
  }),
  /** Page styles: users [D], the two searches [A]. */
  paging: section({
    users: pageStyle.default('query'),
    itemTypes: pageStyle.default('body'),
    lineItems: pageStyle.default('body'),
  }),
  /** [D]; the order of users keeps pages apart while they are read. */
  query: words({ pageSize: '$s', page: '$p', order: '$o', usersOrder: 'UserId asc' }),
  /** `filters`, `facet`, `value` [D], the others [A]. */
  body: words({ skip: 'Skip', limit: 'Limit', filters: 'Filters', facet: 'Facet', value: 'Value' }),
  /** [D], `categories` [A]. */
  envelope: words({
    items: 'Items',
    item: 'Item',
    uid: 'Uid',
    categories: 'Categories',
    paging: 'Paging',
    totalRows: 'TotalRows',
    pageSize: 'PageSize',
    statusCode: 'StatusCode',
    message: 'Message',
    errors: 'Errors',
    errorField: 'Field',
    errorMessage: 'Message',
    retryAfter: 'RetryAfter',
  }),
  /** `userId` [D], the others [A]. */
  facets: section({
    userId: z.enum(IIQ_FACETS.users).default('userid'),
    lineItemId: z.enum(IIQ_FACETS.lineItems).default('lineitemid'),
    externalReference: z.enum(IIQ_FACETS.lineItems).default('externalreference'),
    createdDate: z.enum(IIQ_FACETS.lineItems).default('createddate'),
  }),
  /** Written with the UTC day for `YYYY`, `MM` and `DD` [D]. */
  createdSinceValue: word
    .regex(/YYYY/, 'lacks YYYY')
    .regex(/MM/, 'lacks MM')
    .regex(/DD/, 'lacks DD')
    .default('date>=MM/DD/YYYY'),
  /** What an amount counts [A]. */
  amountUnit: z.enum(['dollars', 'cents']).default('dollars'),
  /** Whether rows can be found by `externalReference` [A]; when false an unknown outcome is left to the clerk (D4). */
  canFindByReference: z.boolean().default(true),
  /** The words of `Type` [A]. */
  types: words({ fee: 'Fee', payment: 'Payment', adjustment: 'Adjustment' }),
  fields: section({
    /** [D] */
    location: words({ id: 'LocationId', name: 'Name', abbreviation: 'Abbreviation', isDeleted: 'IsDeleted' }),
    /** [D] */
    user: words({
      id: 'UserId',
      schoolId: 'SchoolIdNumber',
      name: 'Name',
      firstName: 'FirstName',
      lastName: 'LastName',
      email: 'Email',
      grade: 'Grade',
      locationId: 'LocationId',
      isActive: 'IsActive',
      isDeleted: 'IsDeleted',
    }),
    /** [D] */
    asset: words({ id: 'AssetId', assetTag: 'AssetTag', name: 'Name', ownerId: 'OwnerId', locationId: 'LocationId' }),
    /** [A] */
    category: words({ id: 'CategoryId', title: 'Title', description: 'Description' }),
    /** [A] */
    itemType: words({
      id: 'LineItemTypeId',
      sku: 'Sku',
      title: 'Title',
      description: 'Description',
      categoryId: 'CategoryId',
      type: 'Type',
      defaultAmount: 'DefaultAmount',
    }),
    /** [A] */
    lineItem: words({
      id: 'LineItemId',
      itemTypeId: 'LineItemTypeId',
      type: 'Type',
      sku: 'Sku',
      name: 'Name',
      description: 'Description',
      amount: 'Amount',
      amountDue: 'AmountDue',
      dueDate: 'DueDate',
      createdDate: 'CreatedDate',
      modifiedDate: 'ModifiedDate',
      userId: 'UserId',
      schoolId: 'SchoolIdNumber',
      assetId: 'AssetId',
      assetTag: 'AssetTag',
      ticketId: 'TicketId',
      ticketNumber: 'TicketNumber',
      locationId: 'LocationId',
      appliesToId: 'AppliesToLineItemId',
      externalReference: 'ExternalReference',
      recordedByUserId: 'RecordedByUserId',
      internalNotes: 'InternalNotes',
      isDeleted: 'IsDeleted',
    }),
  }),
})

/** Every word of Incident IQ's wire, as data. No other file of the product holds one. */
export type IiqProfile = z.infer<typeof profileSchema>
export type ProfileReading = { kind: 'profile'; profile: IiqProfile } | { kind: 'bad'; message: string }

/** Lays a district's overrides (`systems.iiq.profile` of a settings file; undefined for none) over the defaults. Unknown keys and unfit words are refused by name, in a sentence. */
export function readProfile(overrides: unknown): ProfileReading {
  const parsed = profileSchema.safeParse(overrides ?? {})
  if (parsed.success) return { kind: 'profile', profile: parsed.data }
  const findings = parsed.error.issues.map(issue => {
    const place = ['profile', ...issue.path].join('.')
    if (issue.code !== 'unrecognized_keys') return `${place} ${lowerFirst(issue.message)}`
    return issue.keys.map(key => `${place}.${key} is not a key of the profile`).join('; ')
  })
  return {
    kind: 'bad',
    message: `The profile for Incident IQ was not taken: ${findings.join('; ')}. Correct or remove what is named.`,
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
