import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CallName, CallRequest, CallValue } from '../../contract/calls.ts'
import { handlers } from '../../main/calls/handlers.ts'
import { Access } from '../../main/engine/access.ts'
import { openClock, uuidIds } from '../../main/engine/clock.ts'
import type { Core } from '../../main/engine/core.ts'
import { dataFolderAt, makeDataFolder } from '../../main/engine/data-folder.ts'
import { type ChangeHandlers, dispatch } from '../../main/engine/dispatch.ts'
import { openFileLog } from '../../main/engine/log.ts'
import { Push } from '../../main/engine/push.ts'
import { openInlineReader } from '../../main/engine/reader.ts'
import { openRebuildJob } from '../../main/engine/rebuild.ts'
import { openRunningExports } from '../../main/engine/running-exports.ts'
import { openSecretsFile } from '../../main/engine/secrets-file.ts'
import { openSystems } from '../../main/engine/systems.ts'
import { openTaskRunner } from '../../main/engine/task-runner.ts'
import { openJournal, readJournal } from '../../main/ledger/journal.ts'
import { assembleLedger } from '../../main/ledger/ledger.ts'
import { migrateLedger } from '../../main/ledger/migrate.ts'
import { openWriter } from '../../main/ledger/open.ts'
import { startPractice } from '../../main/practice/practice.ts'

/** The engine put together by hand, because SQLite's limit of pages, which stands for the full disk, holds for one connection only. */
async function openCore(dir: string) {
  const folder = dataFolderAt(dir)
  makeDataFolder(folder)
  const clock = openClock()
  const log = openFileLog(dir)
  const db = openWriter(folder.ledger)
  await migrateLedger(db, async () => undefined)
  const ledger = assembleLedger(db, folder.ledger, uuidIds, clock)
  const systems = openSystems(clock, log)
  const journal = openJournal(folder.journal)
  /** Whether the disk has no room for a line of the journal any more, while SQLite still finds a page. */
  const disk = { isFull: false }
  const core: Core = {
    folder,
    ledger,
    journal: {
      ...journal,
      append(lines) {
        if (disk.isFull && lines.length > 0)
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        journal.append(lines)
      },
    },
    clock,
    ids: uuidIds,
    log,
    secrets: openSecretsFile(folder.secrets),
    reader: openInlineReader({ ledgerFile: folder.ledger, searchFile: folder.search, log }),
    iiq: setup => systems.iiq(setup),
    tryIiq: (settings, timeZone) => systems.tryIiq(settings, timeZone),
    openedIiq: () => systems.opened(),
    runner: openTaskRunner(() => core),
    access: new Access(() => core),
    push: new Push(() => core),
    delivers: false,
    rebuild: openRebuildJob(() => core),
    exports: openRunningExports(),
    emit: () => undefined,
    changed: () => undefined,
  }
  const ask = async <Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<CallValue<Name>> => {
    const caller = { host: 'terminal', operator: 'June Office' } as const
    const reply = await dispatch(core, handlers as ChangeHandlers, { name, request }, caller)
    if (!reply.ok) throw new Error(reply.error.message)
    return reply.value as CallValue<Name>
  }
  const close = async () => {
    await core.reader.close()
    await systems.close()
    core.journal.close()
    ledger.close()
  }
  return { db, ask, close, disk, journalFile: folder.journal }
}

test('a full disk fails the run in a sentence, leaves nothing half written and keeps nobody out afterwards', async () => {
  const practice = await startPractice({ students: 50, fees: 800 })
  const dir = mkdtempSync(join(tmpdir(), 'feebridge-engine-'))
  const core = await openCore(dir)
  try {
    await core.ask('settings.import', { file: practice.settings() })
    practice.iiq.switches.pageCap = 100
    const pages = Number(core.db.pragma('page_count', { simple: true }))
    const outcomes: string[] = []
    // Room for less and less of a run, so that it is the pull, the record or the closing that does not fit.
    for (const room of [0, 40, 400]) {
      core.db.pragma(`max_page_count = ${pages + room}`)
      const run = await core.ask('runs.start', { task: 'iiq-sync', wait: true }).catch((error: Error) => error)
      outcomes.push(run instanceof Error ? run.message : `${run.outcome}: ${run.message}`)
      expect(await core.ask('ledger.verify', {})).toMatchObject({ ok: true })
    }
    for (const outcome of outcomes) expect(outcome).toContain('disk is full')
    core.db.pragma('max_page_count = 1073741823')
    const run = await core.ask('runs.start', { task: 'iiq-sync', wait: true })
    expect(run.outcome).toMatch(/succeeded|partly/)
    const listed = practice.iiq
      .fees()
      .filter(fee => fee.createdDate >= `${practice.settings().systems.iiq.createdSince}T04:00`)
    const failed = await core.ask('imports.list', { status: 'Error' })
    expect(run.counts.added + failed.items.length).toBe(listed.length)
    expect(await core.ask('ledger.verify', {})).toMatchObject({ ok: true })
  } finally {
    await core.close()
    await practice.close()
    rmSync(dir, { recursive: true, force: true })
  }
})

test('K2 a journal that cannot be written does not tell the clerk that nothing was entered, and is filled when it can be again', async () => {
  const practice = await startPractice({ students: 20, fees: 10 })
  const dir = mkdtempSync(join(tmpdir(), 'feebridge-engine-'))
  const core = await openCore(dir)
  try {
    await core.ask('settings.import', { file: practice.settings() })
    await core.ask('runs.start', { task: 'iiq-sync', wait: true })
    const [fee] = (await core.ask('fees.list', { status: 'open' })).items
    const pay = async () => {
      const paid = await core.ask('fees.pay', { parts: [{ id: fee?.id ?? '', amount: '1.00' }], method: 'cash' })
      return [paid.results[0]?.entryIds[0], paid.results[0]?.deliveries[0]?.id]
    }
    const first = await pay()
    core.disk.isFull = true
    const second = await pay()
    core.disk.isFull = false
    const third = await pay()
    expect(readJournal(core.journalFile).lines.map(line => line.id)).toEqual([...first, ...second, ...third])
  } finally {
    await core.close()
    await practice.close()
    rmSync(dir, { recursive: true, force: true })
  }
})
