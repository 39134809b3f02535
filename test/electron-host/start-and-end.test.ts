import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from 'vitest'
import { BINARY_FOLDER, CAN_START, makeTryApp, type TryApp, windowMain } from './try-app.ts'

describe.runIf(CAN_START)('start and end', () => {
  let tryApp: TryApp | null = null
  const make = (main: string): TryApp => {
    tryApp = makeTryApp(main)
    return tryApp
  }

  afterEach(() => tryApp?.remove())

  function start(folder: string, args: string[] = [], env: Record<string, string> = {}): ChildProcess {
    return spawn(join(BINARY_FOLDER, 'electron'), [folder, `--user-data-dir=${join(folder, '../user')}`, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    })
  }

  function isAlive(pid: number): boolean {
    try {
      return process.kill(pid, 0)
    } catch {
      // There is no such process any more.
      return false
    }
  }

  async function ended(child: ChildProcess): Promise<{ code: number; said: string }> {
    const said = text(child.stderr ?? process.stdin)
    const [code] = (await once(child, 'exit')) as [number]
    return { code, said: await said }
  }

  test('finds a main module that waits at its top level until the app is ready, which would hang in Electron', async () => {
    const { folder } = make("import { app } from 'electron'\nawait app.whenReady()\n")
    const { code, said } = await ended(start(folder, [], { ELECTRON_HOST_EVALUATED_MS: '300' }))
    expect(code).toBe(1)
    expect(said).toContain('void app.whenReady().then(start)')
  })

  test('refuses a window that is not sandboxed', async () => {
    const { folder } = make(`
    import { app, BrowserWindow } from 'electron'
    void app.whenReady().then(() => {
      try { new BrowserWindow({ webPreferences: { sandbox: false } }) } catch (error) { console.error(error.message) }
      app.quit()
    })`)
    const { code, said } = await ended(start(folder))
    expect(code).toBe(0)
    expect(said).toContain('only sandboxed windows')
  })

  test('hands a second start to the first, and lets it end before it is ready', async () => {
    const app = make(
      `${windowMain()}
    if (!app.requestSingleInstanceLock({ note: 'mine' })) app.quit()`,
    )
    const first = await app.launch()
    try {
      const heard = first.evaluate(
        ({ app }) =>
          new Promise<unknown[]>(resolve =>
            app.once('second-instance', (_event, argv, folder, data) =>
              resolve([argv.includes('--hidden'), typeof folder, data]),
            ),
          ),
      )
      const second = await ended(start(app.folder, ['--hidden']))
      expect(second.code).toBe(0)
      expect(await heard).toEqual([true, 'string', { note: 'mine' }])
    } finally {
      await first.close()
    }
  })

  test('quits in order: asks the app, closes every window, asks again, and each may stop it', async () => {
    const app = make(
      `${windowMain()}
    import { appendFileSync } from 'node:fs'
    const told = join(import.meta.dirname, 'told')
    let stops = 2
    const tell = (name, event) => { appendFileSync(told, name + ' '); if (event && stops > 0 && name === 'will-quit') { stops -= 1; event.preventDefault(); setImmediate(() => app.quit()) } }
    for (const name of ['before-quit', 'will-quit']) app.on(name, event => tell(name, event))
    app.on('quit', () => tell('quit'))
    app.on('browser-window-created', () => undefined)
    app.on('web-contents-created', (_event, contents) => contents.on('destroyed', () => tell('destroyed')))`,
    )
    const running = await app.launch()
    await (await running.firstWindow()).waitForSelector('h1')
    await running.close()
    expect(readFileSync(join(app.folder, 'told'), 'utf8').trim()).toBe(
      'before-quit destroyed will-quit before-quit will-quit before-quit will-quit quit',
    )
  })

  test('leaves nothing behind when it is killed', async () => {
    const app = make(windowMain())
    const running = await app.launch()
    await running.firstWindow()
    const browser = await running.evaluate(() => {
      const { execFileSync } = process.getBuiltinModule('node:child_process')
      return Number(
        execFileSync('pgrep', ['-P', String(process.pid), 'chrom'], { encoding: 'utf8' })
          .trim()
          .split('\n')[0],
      )
    })
    running.process().kill('SIGKILL')
    await expect.poll(() => isAlive(browser), { timeout: 5_000 }).toBe(false)
  })

  test('runs the app beside a copy of the binary as a packaged one', async () => {
    const { folder } = make(
      "import { app } from 'electron'\nconsole.error(app.isPackaged, app.getVersion())\napp.quit()\n",
    )
    const packed = join(folder, '../packed')
    mkdirSync(join(packed, 'resources'), { recursive: true })
    symlinkSync(folder, join(packed, 'resources/app'))
    writeFileSync(join(packed, 'feebridge'), readFileSync(join(BINARY_FOLDER, 'electron')), { mode: 0o755 })
    const child = spawn(join(packed, 'feebridge'), [], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ELECTRON_HOST: join(BINARY_FOLDER, '..') },
    })
    expect((await ended(child)).said).toContain('true 1.2.3')
  })
})
