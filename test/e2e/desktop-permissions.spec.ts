import { ask, expect, firstSyncDone, needsStandIn, reply, test, trayOf } from './desktop-test.ts'

const ANA = { operator: 'Ana Cash', pin: '4711' }

test('F2 tray and menu act for whoever is signed in at the window, and for nobody behind a lock', async ({ start }) => {
  const desktop = await start()
  needsStandIn(desktop)
  const page = await desktop.window()
  await firstSyncDone(page)
  await ask(page, 'operators.add', { name: ANA.operator, role: 'Cashier', pin: ANA.pin })
  const { operator } = await ask(page, 'operators.me', {})
  await ask(page, 'operators.set', { id: operator?.id ?? '', pin: '864209' })
  const pause = () => desktop.app.evaluate(() => globalThis.electronHost?.trays[0]?.choose('1 hour'))
  const said = () =>
    desktop.app.evaluate(() =>
      globalThis.electronHost?.records.flatMap(one =>
        one.kind === 'message-box' ? [JSON.stringify(one.options)] : [],
      ),
    )
  const pausedUntil = async () => (await ask(page, 'status.read', {})).pausedUntil

  await ask(page, 'operators.signIn', ANA)
  await pause()
  await expect.poll(said).toContainEqual(expect.stringContaining('Ana Cash (Cashier) lacks the permission'))
  await ask(page, 'operators.signOut', {})
  await pause()
  await expect.poll(said).toContainEqual(expect.stringContaining('You are signed out'))
  expect(await pausedUntil()).toBeNull()
  await expect.poll(async () => (await trayOf(desktop))?.toolTip).not.toContain('Paused')
})

test('F2 a page of the desktop never gets a session, and a lock outlives it', async ({ start }) => {
  const desktop = await start()
  const page = await desktop.window()
  await firstSyncDone(page)
  await ask(page, 'operators.add', { name: ANA.operator, role: 'Cashier', pin: ANA.pin })
  expect(JSON.stringify(await ask(page, 'operators.signIn', ANA))).not.toMatch(/session|[\w-]{43}/)
  const forged = { until: 5, session: 'locked', as: ANA, itself: true }
  expect(await reply(page, 'bridge.pause', forged as never)).toMatchObject({
    ok: false,
    error: { code: 'bad-request' },
  })
  expect(await reply(page, 'bridge.pause', { until: 5 })).toMatchObject({ ok: false, error: { code: 'not-permitted' } })
  await ask(page, 'operators.signOut', {})
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  for (const [name, request] of [
    ['fees.list', {}],
    ['files.reveal', { what: 'data-folder' }],
    ['practice.throwAway', {}],
  ] as const)
    expect([name, await reply(page, name, request)]).toMatchObject([name, { ok: false, error: { code: 'signed-out' } }])
})
