import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import type { Reply } from '../../contract/app-error.ts'
import type { CallName, CallRequest, CallValue } from '../../contract/calls.ts'
import type { HostCallName, HostRequest, HostValue } from '../../contract/host-calls.ts'
import { type DesktopApp, type DesktopOptions, newPlace, type Place, startDesktop } from './desktop-app.ts'
import { type PracticeServer, startPracticeServer } from './practice-side.ts'
import { runCommand } from './programs.ts'

interface DesktopFixtures {
  /** The account that the test's apps run in, one after the other. */
  place: Place
  /** Starts the app there; it is closed with the test at the latest. */
  start(options?: Omit<DesktopOptions, 'place'>): Promise<DesktopApp>
  /** A small district of its own, on a practice system without any fault in its data, set up in the place: the state of a bridge where all is well. */
  ownDistrict: PracticeServer
}

/** What specs of the desktop app itself use: each starts the app as it needs it. */
export const test = base.extend<DesktopFixtures>({
  place: async ({ browserName: _ }, use) => {
    const place = newPlace()
    await use(place)
    place.remove()
  },
  start: async ({ place }, use, info) => {
    const started: DesktopApp[] = []
    await use(async options => {
      const desktop = await startDesktop({ ...options, place })
      started.push(desktop)
      if (started.length === 1) info.annotations.push({ type: 'host', description: desktop.host })
      return desktop
    })
    for (const desktop of started) await desktop.close()
  },
  ownDistrict: async ({ place }, use) => {
    const server = await startPracticeServer(['--students', '8', '--fees', '12'])
    const file = join(place.root, 'settings.json')
    writeFileSync(file, JSON.stringify(server.settings))
    await runCommand(['settings', 'import', file, '--data', place.own])
    await use(server)
    await server.stop()
  },
})

export { expect } from '@playwright/test'

/** Real Electron lets no test look at its tray, its notifications or its dialogs; there such a spec says so and is skipped. */
export function needsStandIn(desktop: DesktopApp): void {
  test.skip(
    !desktop.host.startsWith('stand-in'),
    'Only the stand-in shows a test what the desktop around the app shows',
  )
}

type AnyCall = CallName | HostCallName
type RequestOf<Name extends AnyCall> = Name extends CallName
  ? CallRequest<Name>
  : Name extends HostCallName
    ? HostRequest<Name>
    : never
type ValueOf<Name extends AnyCall> = Name extends CallName
  ? CallValue<Name>
  : Name extends HostCallName
    ? HostValue<Name>
    : never

/** Asks by the window's own door, as its page does. */
export async function reply<Name extends AnyCall>(
  page: Page,
  name: Name,
  request: RequestOf<Name>,
): Promise<Reply<ValueOf<Name>>> {
  const answer = await page.evaluate(
    ([asked, given]) => {
      const { feebridge } = window as unknown as {
        feebridge: { call(name: unknown, request: unknown): Promise<unknown> }
      }
      return feebridge.call(asked, given)
    },
    [name, request] as const,
  )
  return answer as Reply<ValueOf<Name>>
}

/** As {@link reply}, where a refusal is the test's failure. */
export async function ask<Name extends AnyCall>(
  page: Page,
  name: Name,
  request: RequestOf<Name>,
): Promise<ValueOf<Name>> {
  const answer = await reply(page, name, request)
  if (!answer.ok) throw new Error(`${name} was refused: ${answer.error.message}`)
  return answer.value
}

/** Waits until no run is under way and at least one has ended: the practice district's first. */
export async function firstSyncDone(page: Page): Promise<void> {
  const standing = async () => {
    const status = await reply(page, 'status.read', {})
    const runs = await reply(page, 'runs.list', {})
    return status.ok && runs.ok && status.value.running.length === 0 && runs.value.items.length > 0
  }
  await expect.poll(standing, { timeout: 30_000 }).toBe(true)
}

/** Runs the sync and waits for its end. */
export async function sync(page: Page): Promise<CallValue<'runs.start'>> {
  return ask(page, 'runs.start', { task: 'iiq-sync', trigger: 'clerk', wait: true })
}

/** The pid of the engine's process, as Electron tells it; null while there is none. */
export async function enginePid({ app }: DesktopApp): Promise<number | null> {
  const find = () =>
    app.evaluate(
      ({ app }) => app.getAppMetrics().find(each => each.type === 'Utility' && each.name === 'Feebridge engine')?.pid,
    )
  return (await find()) ?? null
}

/** The tray as the stand-in shows it. */
export async function trayOf({ app }: DesktopApp): Promise<{ toolTip: string; image: string; menu: string[] } | null> {
  return app.evaluate(() => {
    const tray = globalThis.electronHost?.trays.find(each => !each.isDestroyed)
    return tray === undefined ? null : { toolTip: tray.toolTip, image: tray.image, menu: tray.menu() }
  })
}

/** Whether the app's one window can be seen and has the focus. */
export async function windowOf({
  app,
}: DesktopApp): Promise<{ visible: boolean; focused: boolean; minimised: boolean }> {
  return app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined) return { visible: false, focused: false, minimised: false }
    return { visible: window.isVisible(), focused: window.isFocused(), minimised: window.isMinimized() }
  })
}
