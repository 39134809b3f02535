import { describe, expect, it } from 'vitest'
import { readProfile } from '../../../../main/systems/iiq/profile.ts'

describe('the profile of Incident IQ', () => {
  it('has every word by default', () => {
    const reading = readProfile(undefined)
    if (reading.kind === 'bad') throw new Error(reading.message)
    expect(reading.profile.paths.lineItems).toBe('/apps/{app}/api/data/line-items/search')
    expect(reading.profile.facets.createdDate).toBe('createddate')
    expect(readProfile({})).toEqual(reading)
  })

  it('lays overrides over the defaults, word by word', () => {
    const reading = readProfile({
      fields: { lineItem: { amount: 'Total' } },
      amountUnit: 'cents',
      paging: { lineItems: 'query' },
    })
    expect(reading).toMatchObject({
      kind: 'profile',
      profile: {
        amountUnit: 'cents',
        paging: { lineItems: 'query', itemTypes: 'body' },
        fields: { lineItem: { amount: 'Total', id: 'LineItemId' } },
      },
    })
  })

  it.each([
    [{ feilds: {} }, 'profile.feilds is not a key of the profile'],
    [{ fields: { lineItem: { Amount: 'x' } } }, 'profile.fields.lineItem.Amount is not a key of the profile'],
    [{ paths: { users: 'users' } }, 'profile.paths.users is not a path that begins with a slash'],
    [{ paths: { asset: '/assets' } }, 'profile.paths.asset lacks {id}'],
    [{ createdSinceValue: 'date>=DD.MM.' }, 'profile.createdSinceValue lacks YYYY'],
    [{ types: { fee: '' } }, 'profile.types.fee is empty'],
    [{ canFindByReference: 'no' }, 'profile.canFindByReference'],
    [[], 'profile invalid input'],
  ])('refuses %j by name', (overrides, part) => {
    expect(readProfile(overrides)).toMatchObject({ kind: 'bad', message: expect.stringContaining(part) })
  })

  it('P4 refuses a facet that the list does not know, because it would be dropped in silence', () => {
    expect(readProfile({ facets: { lineItemId: 'id' } })).toMatchObject({
      kind: 'bad',
      message: expect.stringContaining('profile.facets.lineItemId'),
    })
    expect(readProfile({ facets: { createdDate: 'modifieddate' } }).kind).toBe('profile')
  })
})
