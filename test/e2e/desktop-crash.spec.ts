import { ask, enginePid, expect, firstSyncDone, sync, test } from './desktop-test.ts'
import { play } from './practice-side.ts'

test('an engine that crashes in a run is said, starts again, and goes on where the ledger is', async ({
  start,
  ownDistrict,
}) => {
  const desktop = await start()
  const page = await desktop.window()
  await play(ownDistrict, 'slow', { ms: 1_500 })
  await ask(page, 'runs.start', { task: 'iiq-sync', trigger: 'clerk' })
  await expect(page.getByRole('contentinfo')).toContainText('Running')
  const pid = await enginePid(desktop)
  if (pid === null) throw new Error('There is no engine to kill')
  process.kill(pid, 'SIGKILL')
  await expect(page.getByRole('alert').filter({ hasText: 'The engine stopped' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Feebridge is back' })).toBeVisible()
  expect(await enginePid(desktop)).not.toBe(pid)

  await play(ownDistrict, 'clearFaults')
  const interrupted = await ask(page, 'runs.list', {})
  expect(interrupted.items.map(run => run.outcome)).toEqual(['interrupted'])
  expect(await sync(page)).toMatchObject({ outcome: 'succeeded', counts: { errors: 0 } })
  expect(await sync(page)).toMatchObject({ counts: { added: 0, changed: 0 } })
  expect((await ask(page, 'ledger.verify', {})).ok).toBe(true)
})

test('a page that crashes is loaded again, with the engine untouched', async ({ start }) => {
  const desktop = await start()
  const page = await desktop.window()
  await firstSyncDone(page)
  const pid = await enginePid(desktop)
  // Playwright is done with a page that has crashed: what it shows afterwards is asked for by way of the app.
  const heading = await desktop.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const loaded = new Promise<void>(resolve => contents?.once('did-finish-load', () => resolve()))
    contents?.forcefullyCrashRenderer()
    await loaded
    return contents?.executeJavaScript(
      `new Promise(resolve => {
        const look = () => {
          const found = document.querySelector('h1')
          found === null ? setTimeout(look, 50) : resolve(found.textContent)
        }
        look()
      })`,
    )
  })
  expect(heading).toBe('Overview')
  expect(await enginePid(desktop)).toBe(pid)
})
