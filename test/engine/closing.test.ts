import { expect, test } from 'vitest'
import { openDistrict } from './district.ts'

test('a run that is asked for while the engine closes is refused, and nothing goes on after the close', async () => {
  const d = await openDistrict({ fees: 4 })
  try {
    const clerk = { host: 'terminal', operator: 'June Office' } as const
    const asked = d.engine().call('runs.start', { task: 'iiq-sync', wait: true }, clerk)
    await d.engine().close()
    expect(await asked).toMatchObject({ ok: false, error: { code: 'closed' } })
    await d.reopen()
    expect((await d.call('runs.list', {})).items).toEqual([])
  } finally {
    await d.close()
  }
})
