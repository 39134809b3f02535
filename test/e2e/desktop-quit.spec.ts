import { once } from 'node:events'
import { ask, enginePid, expect, needsStandIn, sync, test } from './desktop-test.ts'
import { play } from './practice-side.ts'
import { runCommand } from './programs.ts'

/** Asks the ledger itself, with nothing else running. */
async function verify(folder: string): Promise<unknown> {
  return JSON.parse(await runCommand(['verify', '--json', '--data', folder]))
}

test('quitting in the middle of a run leaves a whole ledger, and the next start goes on', async ({
  start,
  place,
  ownDistrict,
}) => {
  const desktop = await start()
  const page = await desktop.window()
  await play(ownDistrict, 'slow', { ms: 2_000 })
  await ask(page, 'runs.start', { task: 'iiq-sync', trigger: 'clerk' })
  await expect(page.getByRole('contentinfo')).toContainText('Running')
  const ended = once(desktop.app.process(), 'exit')
  await desktop.app.evaluate(({ app }) => app.quit())
  expect((await ended)[0]).toBe(0)
  expect(await verify(place.own)).toMatchObject({ ok: true })
  await play(ownDistrict, 'clearFaults')
  const again = await (await start()).window()
  expect((await ask(again, 'runs.list', {})).items.map(run => run.outcome)).toEqual(['cancelled'])
  expect(await sync(again)).toMatchObject({ outcome: 'succeeded' })
})

test('the engine does not outlive an app that is killed, and its ledger is whole', async ({
  start,
  place,
  ownDistrict,
}) => {
  const desktop = await start()
  const page = await desktop.window()
  await play(ownDistrict, 'slow', { ms: 2_000 })
  await ask(page, 'runs.start', { task: 'iiq-sync', trigger: 'clerk' })
  const pid = (await enginePid(desktop)) ?? 0
  desktop.app.process().kill('SIGKILL')
  await expect.poll(() => isAlive(pid)).toBe(false)
  await play(ownDistrict, 'clearFaults')
  expect(await verify(place.own)).toMatchObject({ ok: true })
})

test('a session that ends closes the ledger in order', async ({ start, place, ownDistrict: _ }) => {
  const desktop = await start()
  needsStandIn(desktop)
  await desktop.window()
  const ended = once(desktop.app.process(), 'exit')
  await desktop.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('shutdown'))
  expect((await ended)[0]).toBe(0)
  expect(await verify(place.own)).toMatchObject({ ok: true })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    // There is no such process any more.
    return false
  }
}
