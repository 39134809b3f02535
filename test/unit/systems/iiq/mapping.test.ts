import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UnreadableRecord } from '../../../../main/domain/source-record.ts'
import type { FeedName } from '../../../../main/domain/system.ts'
import { openMapping } from '../../../../main/systems/iiq/mapping.ts'
import { readProfile } from '../../../../main/systems/iiq/profile.ts'

function mapping(overrides?: object) {
  const reading = readProfile(overrides)
  if (reading.kind === 'bad') throw new Error(reading.message)
  return openMapping(reading.profile, 'America/New_York')
}

const read = mapping()
const fee = {
  LineItemId: 'F0000000-AAAA-4000-8000-000000000001',
  LineItemTypeId: 'B0000000-0000-4000-8000-000000000001',
  Type: 'Fee',
  Sku: 'CHR-45',
  Name: 'Charger 45 W',
  Amount: 40.5,
  CreatedDate: '2026-03-01T02:00:00',
  ModifiedDate: '2026-03-02T10:00:00.5Z',
  IsDeleted: false,
}
const payment = {
  ...fee,
  LineItemId: 'p1',
  Type: 'Payment',
  AppliesToLineItemId: fee.LineItemId,
  RecordedByUserId: 'U1',
}

const readFee = (changes: object) => read('line-items', JSON.stringify({ ...fee, ...changes }))
/** The fee with this text where its amount stands. */
const withAmount = (amount: string) =>
  read('line-items', JSON.stringify({ ...fee, Amount: 0 }).replace('"Amount":0', `"Amount": ${amount}`))

function bad(record: ReturnType<typeof read>): UnreadableRecord {
  if (record.kind !== 'unreadable') throw new Error(`read as ${record.kind}`)
  return record
}

describe('reading a fee', () => {
  it('reads every field, ids also in the form in which they are compared', () => {
    const more = {
      AmountDue: -1.5,
      DueDate: '2026-04-01T00:00:00',
      UserId: 'UA',
      SchoolIdNumber: '00123',
      AssetId: 'AA',
      AssetTag: 'T-1',
      TicketId: 'TT',
      TicketNumber: 4711,
      LocationId: 'LL',
      ExternalReference: 'fb-x',
    }
    expect(readFee({ ...more, Description: 'Lost', Unknown: { Amount: 'x' } })).toEqual({
      kind: 'fee',
      externalId: fee.LineItemId,
      key: fee.LineItemId.toLowerCase(),
      itemTypeKey: fee.LineItemTypeId.toLowerCase(),
      sku: 'CHR-45',
      name: 'Charger 45 W',
      description: 'Lost',
      createdAt: '2026-03-01T02:00:00.000Z',
      createdOn: '2026-02-28',
      modifiedAt: '2026-03-02T10:00:00.500Z',
      isDeleted: false,
      reference: 'fb-x',
      amountCents: 4050,
      dueCents: -150,
      dueOn: '2026-04-01',
      schoolId: '00123',
      userKey: 'ua',
      assetKey: 'aa',
      assetTag: 'T-1',
      ticketKey: 'tt',
      ticketNumber: '4711',
      locationKey: 'll',
    })
  })

  it('reads absent, null and empty as null where a field may be absent', () => {
    for (const nothing of [
      {},
      { UserId: null, AmountDue: null, DueDate: null },
      { UserId: '', SchoolIdNumber: '', DueDate: '' },
    ]) {
      expect(readFee(nothing)).toMatchObject({
        kind: 'fee',
        userKey: null,
        schoolId: null,
        dueCents: null,
        dueOn: null,
        reference: null,
      })
    }
  })

  it("Z1 takes the created day as written where its clock says 00:00:00, else in the district's zone", () => {
    expect(readFee({ CreatedDate: '2026-03-01T00:00:00Z' })).toMatchObject({ createdOn: '2026-03-01' })
    expect(readFee({ CreatedDate: '2026-03-01T00:00:01Z' })).toMatchObject({ createdOn: '2026-02-28' })
  })

  it('M1 imports a zero fee', () => {
    expect(withAmount('0.00')).toMatchObject({ kind: 'fee', amountCents: 0 })
    expect(withAmount('-0')).toMatchObject({ kind: 'fee', amountCents: 0 })
  })

  it('M1 reads every amount of cents exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), cents => {
        expect(withAmount((cents / 100).toFixed(2))).toMatchObject({ amountCents: cents })
        expect(withAmount(String(cents / 100))).toMatchObject({ amountCents: cents })
      }),
    )
  })

  it.each([
    ['12.345', 'more than two decimals'],
    ['10.000', 'more than two decimals'],
    ['0.30000000000000004', 'more than two decimals'],
    ['40.00000000000000000001', 'more than two decimals'],
    ['1e2', 'not a plain decimal'],
    ['1.5E1', 'not a plain decimal'],
    ['1e400', 'not a plain decimal'],
    ['10000000.01', 'beyond $10,000,000.00'],
    ['123456789012345678901234567890', 'beyond $10,000,000.00'],
    ['"40.00"', 'a number is required'],
    ['"NaN"', 'a number is required'],
    ['NaN', 'a number is required'],
    ['-Infinity', 'a number is required'],
    ['true', 'a number is required'],
    ['{"Amount": 5}', 'a number is required'],
  ])('M1 never rounds and never guesses: %s', (amount, reason) => {
    const { cause, message, key } = bad(withAmount(amount))
    expect({ cause, key }).toEqual({ cause: 'bad-amount', key: fee.LineItemId.toLowerCase() })
    expect(message).toContain(reason)
    expect(message.replaceAll(/["\s]/g, '')).toContain(amount.replaceAll(/["\s]/g, '').slice(0, 8))
  })

  it('M1 looks at the row itself, not at numbers inside other fields', () => {
    const raw = JSON.stringify({ ...fee, Name: 'Note ": 12.345', More: { Amount: 1 } }).replace(
      '"Amount":1',
      '"Amount":1.00000',
    )
    expect(read('line-items', raw)).toMatchObject({ kind: 'fee', amountCents: 4050 })
  })

  it('M1 says of a negative fee that it is an adjustment', () => {
    expect(bad(withAmount('-5.00'))).toEqual({
      kind: 'unreadable',
      importKind: 'fee',
      externalId: fee.LineItemId,
      key: fee.LineItemId.toLowerCase(),
      cause: 'negative-fee',
      message: `Fee ${fee.LineItemId} was not imported: its Amount is -5, and a negative fee is an adjustment. Enter it in Incident IQ as an adjustment of the fee that it lowers, and remove this fee there.`,
      subjectKey: fee.LineItemId.toLowerCase(),
    })
  })

  it.each([
    [{ Amount: undefined }, 'missing-field', 'its Amount is missing'],
    [{ Sku: null }, 'missing-field', 'its Sku is missing'],
    [{ Sku: 45 }, 'mistyped-field', 'its Sku is 45'],
    [{ IsDeleted: 'false' }, 'mistyped-field', 'its IsDeleted is "false"'],
    [{ SchoolIdNumber: 123 }, 'mistyped-field', 'its SchoolIdNumber is 123'],
    [{ UserId: 'x'.repeat(65) }, 'mistyped-field', 'its UserId is "xxx'],
    [{ CreatedDate: '03/01/2026' }, 'bad-time', 'its CreatedDate is "03/01/2026"'],
    [{ DueDate: '2026-02-30' }, 'bad-time', 'its DueDate is "2026-02-30"'],
    [{ AmountDue: '1.00' }, 'bad-amount', 'its AmountDue is "1.00"'],
    [{ Type: 'Fine' }, 'unknown-type', 'its Type is "Fine", which is none of Fee, Payment, Adjustment'],
    [{ Type: 'fee' }, 'unknown-type', 'its Type is "fee"'],
  ])('quotes what is wrong with %j', (changes, cause, part) => {
    const record = bad(readFee(changes))
    expect(record).toMatchObject({ cause, externalId: fee.LineItemId, subjectKey: fee.LineItemId.toLowerCase() })
    expect(record.message).toContain(part)
    expect(record.message).toMatch(/Incident IQ; the next sync reads it again\.$/)
  })

  it.each([
    [{ LineItemId: undefined }],
    [{ LineItemId: null }],
    [{ LineItemId: '' }],
    [{ LineItemId: 7 }],
    [{ LineItemId: 'x'.repeat(65) }],
  ])('has no id: %j', changes => {
    expect(bad(readFee(changes))).toMatchObject({
      cause: 'no-id',
      importKind: 'fee',
      key: null,
      externalId: null,
      message: expect.stringContaining('Fee without a usable LineItemId'),
    })
  })

  it.each(['', '{', 'null', '5', '"x"', '[]', '{"a":nope}'])('P5 reads what is no row as such: %j', raw => {
    expect(bad(read('line-items', raw))).toMatchObject({ cause: 'not-json', importKind: 'line-item', key: null })
  })

  it('P5 finds the id of a row that a bare NaN spoils elsewhere', () => {
    const raw = JSON.stringify({ ...fee, Weight: 0 }).replace('"Weight":0', '"Weight":NaN')
    expect(bad(read('line-items', raw))).toMatchObject({
      cause: 'not-json',
      key: fee.LineItemId.toLowerCase(),
      importKind: 'fee',
    })
  })
})

describe('reading a payment or adjustment', () => {
  it('keeps the sign of the wire and names its fee', () => {
    expect(read('line-items', JSON.stringify({ ...payment, Amount: -3 }))).toMatchObject({
      kind: 'payment',
      key: 'p1',
      amountCents: -300,
      appliesToKey: fee.LineItemId.toLowerCase(),
      recordedByUserId: 'U1',
    })
    expect(read('line-items', JSON.stringify({ ...payment, Type: 'Adjustment', Amount: -3.25 }))).toMatchObject({
      kind: 'adjustment',
      amountCents: -325,
    })
  })

  it('is unreadable without its fee, and otherwise says to which fee it belongs', () => {
    expect(bad(read('line-items', JSON.stringify({ ...payment, AppliesToLineItemId: null })))).toMatchObject({
      cause: 'missing-field',
      importKind: 'payment',
      subjectKey: null,
    })
    expect(bad(read('line-items', JSON.stringify({ ...payment, Amount: 'x' })))).toMatchObject({
      cause: 'bad-amount',
      subjectKey: fee.LineItemId.toLowerCase(),
    })
    expect(bad(read('line-items', JSON.stringify({ ...payment, Type: 'Gift' })))).toMatchObject({
      importKind: 'line-item',
      subjectKey: fee.LineItemId.toLowerCase(),
    })
  })
})

describe('reading the other lists', () => {
  const rows: [FeedName, object, object][] = [
    [
      'locations',
      { LocationId: 'L1', Name: 'North', Abbreviation: null, IsDeleted: true },
      { kind: 'location', key: 'l1', externalId: 'L1', name: 'North', abbreviation: null, isDeleted: true },
    ],
    [
      'categories',
      { CategoryId: 'C1', Title: 'Devices' },
      { kind: 'category', key: 'c1', externalId: 'C1', title: 'Devices', description: null },
    ],
    [
      'item-types',
      { LineItemTypeId: 'T1', Sku: 'CHR-45', Title: 'Charger', CategoryId: 'C1', Type: 'Fee', DefaultAmount: 40.5 },
      {
        kind: 'item-type',
        key: 't1',
        externalId: 'T1',
        sku: 'CHR-45',
        title: 'Charger',
        description: null,
        categoryKey: 'c1',
        type: 'fee',
        defaultAmountCents: 4050,
      },
    ],
    [
      'users',
      {
        UserId: 'U1',
        SchoolIdNumber: '00123',
        Name: 'Ada Example',
        FirstName: 'Ada',
        LastName: 'Example',
        Grade: 7,
        LocationId: 'L1',
        IsActive: true,
        IsDeleted: false,
        ModifiedDate: 'x',
      },
      {
        kind: 'user',
        key: 'u1',
        externalId: 'U1',
        schoolId: '00123',
        name: 'Ada Example',
        firstName: 'Ada',
        lastName: 'Example',
        email: null,
        grade: '7',
        locationKey: 'l1',
        isActive: true,
        isDeleted: false,
      },
    ],
    [
      'assets',
      { AssetId: 'A1', AssetTag: 'T-1', Name: 'Laptop', OwnerId: 'U1' },
      {
        kind: 'asset',
        key: 'a1',
        externalId: 'A1',
        assetTag: 'T-1',
        name: 'Laptop',
        ownerKey: 'u1',
        locationKey: null,
      },
    ],
  ]

  it.each(rows)('reads %s', (feed, row, expected) => {
    expect(read(feed, JSON.stringify(row))).toEqual(expected)
  })

  it.each(rows)('never throws, whatever stands in %s', (feed, row) => {
    const anything = fc.dictionary(fc.constantFrom(...Object.keys(row)), fc.jsonValue())
    fc.assert(fc.property(anything, value => void read(feed, JSON.stringify(value))))
    fc.assert(fc.property(fc.string(), raw => void read(feed, raw)))
  })

  it('refuses an unknown type of item type', () => {
    expect(bad(read('item-types', '{"LineItemTypeId":"T1","Type":"Gift"}'))).toMatchObject({
      cause: 'unknown-type',
      importKind: 'item-type',
      subjectKey: null,
    })
  })
})

describe('the profile', () => {
  it('gives all field names and the unit of amounts', () => {
    const other = mapping({ fields: { lineItem: { amount: 'TotalCents', id: 'Id' } }, amountUnit: 'cents' })
    const { LineItemId, Amount, ...rest } = fee
    const row = (total: unknown) => other('line-items', JSON.stringify({ ...rest, Id: LineItemId, TotalCents: total }))
    expect(row(4050)).toMatchObject({ kind: 'fee', amountCents: Math.round(Amount * 100) })
    expect(row(7)).toMatchObject({ amountCents: 7 })
    expect(row(40.5)).toMatchObject({
      cause: 'bad-amount',
      message: expect.stringContaining('not a whole number of cents'),
    })
  })

  it('holds the words of the wire alone: no other file has a field name or path of its own', () => {
    for (const file of [
      'client',
      'connection-test',
      'envelope',
      'line-items',
      'mapping',
      'reference-rows',
      'requests',
      'row-reader',
      'wire',
    ]) {
      const source = readFileSync(new URL(`../../../../main/systems/iiq/${file}.ts`, import.meta.url), 'utf8')
      expect(
        source.match(
          /'(?:\/api|\/apps|[A-Z]\w*(?:Id|Date|Amount|Rows|Size|Sku)|Items?|Paging|Skip|Limit|Filters|[a-z]+date)'/g,
        ),
        file,
      ).toBeNull()
    }
  })
})
