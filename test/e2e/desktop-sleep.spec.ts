import type { Page } from '@playwright/test'
import { ask, enginePid, expect, sync, test } from './desktop-test.ts'
import { play } from './practice-side.ts'

const DAY_MS = 86_400_000
/** What the practice settings schedule: every night at 2:30 in the district's zone. */
const NIGHTLY = { zone: 'America/New_York', at: '02:30:00' }

/** UTC ms of a time of day in the district's zone, on the day `daysAhead` from today. */
function nightMs(daysAhead: number): number {
  const day = new Date(Date.now() + daysAhead * DAY_MS).toISOString().slice(0, 10)
  const asUtc = Date.parse(`${day}T${NIGHTLY.at}Z`)
  const shown = new Date(asUtc).toLocaleString('sv-SE', { timeZone: NIGHTLY.zone })
  return asUtc + (asUtc - Date.parse(`${shown.replace(' ', 'T')}Z`))
}

const at = (ms: number) => ({ FEEBRIDGE_NOW: new Date(ms).toISOString() })

async function scheduledRuns(page: Page): Promise<string[]> {
  const { items } = await ask(page, 'runs.list', {})
  return items.map(run => run.trigger).filter(trigger => trigger === 'schedule' || trigger === 'catch-up')
}

test('Z3 catches the nightly run up once when the computer wakes after it, however often it says so', async ({
  start,
  ownDistrict: _,
}) => {
  const desktop = await start({ env: at(nightMs(2) - 25_000) })
  const page = await desktop.window()
  // The night before is owed too: the schedule was set yesterday, by the clock that is given here.
  await expect.poll(() => scheduledRuns(page)).toEqual(['catch-up'])
  await idle(page)
  const { now } = await ask(page, 'status.read', {})
  expect(Date.parse(now)).toBeLessThan(nightMs(2))
  // The engine stands still as it would in a sleeping computer; its clock goes on.
  const pid = (await enginePid(desktop)) ?? 0
  await desktop.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'))
  process.kill(pid, 'SIGSTOP')
  await new Promise(resolve => setTimeout(resolve, nightMs(2) - Date.parse(now) + 500))
  process.kill(pid, 'SIGCONT')
  await desktop.app.evaluate(({ powerMonitor }) => {
    for (const event of ['resume', 'unlock-screen', 'resume'] as const) powerMonitor.emit(event)
  })
  await expect.poll(() => scheduledRuns(page)).toHaveLength(2)
  await idle(page)
  await desktop.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
  await idle(page)
  expect(await scheduledRuns(page)).toHaveLength(2)
})

test('Z3 catches up once what three nights without power have missed', async ({ start, ownDistrict: _ }) => {
  const nights: string[][] = []
  for (const [night, hours] of [
    [2, -6],
    [5, 5],
    [5, 6],
  ] as const) {
    const desktop = await start({ env: at(nightMs(night) + hours * 3_600_000) })
    const page = await desktop.window()
    if (hours !== 6) await expect.poll(() => scheduledRuns(page)).toHaveLength(nights.length + 1)
    await idle(page)
    nights.push(await scheduledRuns(page))
    await desktop.app.close()
  }
  expect(nights).toEqual([['catch-up'], ['catch-up', 'catch-up'], ['catch-up', 'catch-up']])
})

test('says that the system is offline while it is, and goes on when it is back', async ({ start, ownDistrict }) => {
  // A system that is offline is asked again after a minute at the earliest.
  test.setTimeout(180_000)
  const desktop = await start()
  const page = await desktop.window()
  await sync(page)
  const line = page.getByRole('contentinfo')
  await expect(line).toContainText('All is in step.')
  await play(ownDistrict, 'goDown', { ms: 30_000 })
  await expect.poll(async () => (await sync(page)).outcome).toBe('failed')
  await sync(page)
  await expect(line).toContainText('Offline')
  await expect(line).toContainText('cannot be reached')
  await expect.poll(async () => (await sync(page)).outcome, { timeout: 120_000, intervals: [5_000] }).toBe('succeeded')
  await expect(line).toContainText('All is in step.')
})

/** Nothing runs, and nothing has just been asked to. */
async function idle(page: Page): Promise<void> {
  await expect.poll(async () => (await ask(page, 'status.read', {})).running).toEqual([])
}
