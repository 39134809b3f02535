import { expect } from 'vitest'
import { type DistrictOptions, scenario } from './district.ts'

const OFFICE: DistrictOptions = { role: 'serve', fees: 4 }

scenario('a charge of many is refused when it would reach others than were shown', OFFICE, async district => {
  await district.run()
  const [sku, grade] = ['LB-CHARGER', '07']
  const fee = { to: { grade }, sku, amount: '5.00' }
  const shown = await district.call('fees.addMany', { ...fee, dryRun: true })
  expect(shown.fees).toBeGreaterThan(1)
  const refused = await district.ask('fees.addMany', { ...fee, expected: shown.fees - 1 })
  expect(refused).toMatchObject({ ok: false, error: { code: 'refused' } })
  expect(refused.ok ? '' : refused.error.message).toContain(`It would charge ${shown.fees} now, not ${shown.fees - 1}`)
  expect((await district.call('fees.list', { system: 'feebridge' })).items).toEqual([])
  const charged = await district.call('fees.addMany', { ...fee, expected: shown.fees })
  expect(charged).toMatchObject({ fees: shown.fees, amountCents: shown.fees * 500 })
})

scenario(
  'M2 both sides of a transfer say where the money went, also with a reason of the clerk',
  OFFICE,
  async district => {
    await district.run()
    const [student = ''] = (await district.call('students.list', {})).items.flatMap(one => one.schoolId ?? [])
    const amount = '5.00'
    const one = await district.call('fees.add', { student, sku: 'LB-CHARGER', amount, name: 'Choir folder' })
    const other = await district.call('fees.add', { student, sku: 'LB-CHARGER', amount, name: 'Band shirt' })
    await district.call('fees.pay', { parts: [{ id: one.feeId, amount }], method: 'cash' })
    await district.call('fees.transfer', {
      id: one.feeId,
      to: other.feeId,
      amount: '3.00',
      reason: 'paid on the wrong fee',
    })
    const reasonOn = async (id: string) =>
      (await district.call('fees.show', { id })).entries.find(entry => entry.kind === 'transfer')?.reason
    expect(await reasonOn(one.feeId)).toBe('Moved to Band shirt (paid on the wrong fee)')
    expect(await reasonOn(other.feeId)).toBe('Moved from Choir folder (paid on the wrong fee)')
  },
)
