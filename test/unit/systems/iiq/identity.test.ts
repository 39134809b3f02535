import fc from 'fast-check'
import { expect, it } from 'vitest'
import { identityOf } from '../../../../main/domain/system.ts'
import { openIdentities, openMapping } from '../../../../main/systems/iiq/mapping.ts'
import { readProfile } from '../../../../main/systems/iiq/profile.ts'

const reading = readProfile(undefined)
if (reading.kind === 'bad') throw new Error(reading.message)
const read = openMapping(reading.profile, 'America/New_York')
const identify = openIdentities(reading.profile, 'America/New_York', read)

const GUID = '3F2504E0-4F89-41D3-9A0C-0305E82C3301'
const FEE = {
  LineItemId: GUID,
  LineItemTypeId: GUID,
  Type: 'Fee',
  Sku: 'LB-LOST',
  Name: 'Lost book',
  Amount: 12.5,
  CreatedDate: '2026-03-02T15:00:00Z',
  ModifiedDate: '2026-03-02T15:00:00Z',
  AppliesToLineItemId: null,
  SchoolIdNumber: '1001',
  AssetId: null,
  UserId: null,
  IsDeleted: false,
}

/** Any value that a broken system could put into a field. */
const anything = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant({}),
  fc.constant('x'.repeat(65)),
)

it('P1 what the quick look at a row says of it is what the full reading says, whatever stands in its fields', () => {
  const fields = Object.keys(FEE)
  const row = fc
    .record({
      type: fc.constantFrom('Fee', 'Payment', 'Adjustment', 'Refund'),
      appliesTo: fc.constantFrom(null, GUID),
      schoolId: fc.constantFrom(null, '1001'),
      asset: fc.constantFrom(null, GUID),
      broken: fc.dictionary(fc.constantFrom(...fields), anything, { maxKeys: 3 }),
    })
    .map(({ type, appliesTo, schoolId, asset, broken }) => ({
      ...FEE,
      Type: type,
      AppliesToLineItemId: appliesTo,
      SchoolIdNumber: schoolId,
      AssetId: asset,
      ...broken,
    }))
  fc.assert(
    fc.property(row, one => {
      const raw = JSON.stringify(one)
      const { createdAt, ...quick } = identify('line-items', raw)
      const source = read('line-items', raw)
      const { createdAt: full, ...whole } = identityOf(source)
      expect(quick).toEqual(whole)
      // A row that cannot be used has no creation in the full reading; the quick look does not know that it cannot.
      if (source.kind !== 'unreadable') expect(createdAt).toBe(full)
    }),
    { numRuns: 3_000 },
  )
})

it('a fee with an asset and an empty School Id asks for the owner of the asset, like one without', () => {
  for (const SchoolIdNumber of ['', ' ', null, undefined, 7]) {
    const raw = JSON.stringify({ ...FEE, AssetId: GUID, SchoolIdNumber })
    const { createdAt: _quick, ...quick } = identify('line-items', raw)
    const { createdAt: _full, ...whole } = identityOf(read('line-items', raw))
    expect(quick).toEqual(whole)
  }
  const empty = JSON.stringify({ ...FEE, AssetId: GUID, SchoolIdNumber: '' })
  expect(identify('line-items', empty).assetQuestion).toEqual({ assetKey: GUID.toLowerCase(), userKey: null })
})

it('P5 a row that is no JSON, or no object, is identified as the full reading does', () => {
  for (const raw of ['', '[]', 'null', '{"LineItemId":', '{"LineItemId":NaN,"Type":"Fee"}']) {
    expect(identify('line-items', raw)).toEqual(identityOf(read('line-items', raw)))
  }
})
