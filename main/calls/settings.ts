import { Refusal } from '../../contract/app-error.ts'
import { sayIssues } from '../../contract/say-issues.ts'
import { type IiqSettings, type SettingsFile, settingsFile, type TaskSettings } from '../../contract/settings.ts'
import type { TaskId } from '../../contract/tasks.ts'
import { LEFT_OUT_CAUSES } from '../domain/scope.ts'
import type { Core } from '../engine/core.ts'
import { nowOf } from '../engine/run-context.ts'
import { checkSchedule } from '../engine/schedule.ts'
import { readDistrict, readIiq, readIiqSetup, readTask, viewSettings } from '../engine/settings-store.ts'
import { readTasks } from '../engine/status.ts'
import { checkIiqWire, goesElsewhere } from '../engine/systems.ts'
import type { Handlers } from './handlers.ts'
import { sayConsequences, widens } from './settings-notes.ts'

/** Settings: show, import, export, connection tests, and a task's switches. */
export const settingsHandlers: Handlers<
  'settings.show' | 'settings.import' | 'settings.export' | 'connection.test' | 'tasks.set'
> = {
  'settings.show': core => viewSettings(core.ledger, core.secrets, core.folder.dir),
  'settings.export': core => ({ file: exportSettings(core) }),
  'settings.import': async (core, { file, practice, dryRun }, caller) => {
    const parsed = settingsFile.safeParse(file)
    if (!parsed.success) {
      const { message, field } = sayIssues(parsed.error, file)
      throw new Refusal('bad-request', message, field)
    }
    checkImport(parsed.data)
    checkKey(core, parsed.data)
    const notes = sayConsequences(core, parsed.data)
    if (dryRun === true) return { settings: viewSettings(core.ledger, core.secrets, core.folder.dir), notes }
    await importSettings(core, parsed.data, practice === true, caller.operator)
    core.changed('settings', 'tasks', 'status', 'imports', 'fees')
    return { settings: viewSettings(core.ledger, core.secrets, core.folder.dir), notes }
  },
  'connection.test': async (core, { system, test }) => {
    if (system !== 'iiq') throw new Refusal('not-found', `Feebridge cannot speak with ${system} yet.`, 'system')
    const port = core.iiq(readIiqSetup(core.ledger, core.secrets))
    const report = await port.testConnection(test, AbortSignal.timeout(120_000))
    const finds = report.findsByReference
    if (finds !== undefined)
      core.ledger.transact(() => core.ledger.settings.setMeta('iiq.cannot-find', finds ? '' : '1'))
    if (report.ok) core.push.tryKeyAgain()
    return report
  },
  'tasks.set': (core, { task, ...switches }, caller) => {
    setTask(core, task, switches, caller.operator)
    const row = readTasks(core).find(one => one.id === task)
    if (row === undefined) throw new Refusal('not-found', `There is no task ${task}.`, 'task')
    core.changed('tasks', 'settings', 'status')
    return row
  },
}

function exportSettings(core: Core): SettingsFile {
  const district = readDistrict(core.ledger)
  const iiq = readIiq(core.ledger)
  return {
    ...(district === null ? {} : { district }),
    ...(iiq === null ? {} : { systems: { iiq } }),
    tasks: { 'iiq-sync': readTask(core.ledger, 'iiq-sync') },
  }
}

/** What the schema cannot see: an address, a profile, a schedule that cannot be used. */
function checkImport(file: SettingsFile): void {
  const iiq = file.systems?.iiq
  const bad = iiq === undefined ? null : checkIiqWire(iiq)
  if (bad !== null) throw new Refusal('bad-request', bad.message, bad.field)
  const task = file.tasks?.['iiq-sync']
  if (task !== undefined) checkTask(task)
}

/** A key belongs to the address that it was given for: another address needs its own, so that the old key is never sent there. */
function checkKey(core: Core, file: SettingsFile): void {
  const after = file.systems?.iiq
  const before = readIiq(core.ledger)
  if (after === undefined || after.apiKey !== undefined || before === null || !goesElsewhere(before, after)) return
  throw new Refusal(
    'bad-request',
    'The address of Incident IQ is another one than before, and the stored API Key is not sent there. Give the API Key of the new address with it; nothing was changed.',
    'systems.iiq.apiKey',
  )
}

/** Takes a settings file in as a whole or not at all. Secrets go to the key store first: without them the rest would be half a set-up. */
async function importSettings(core: Core, file: SettingsFile, practice: boolean, actor: string): Promise<void> {
  const { ledger, secrets } = core
  const iiq = file.systems?.iiq
  const task = file.tasks?.['iiq-sync']
  if (iiq?.apiKey !== undefined) await secrets.write('iiq.apiKey', iiq.apiKey)
  ledger.transact(() => {
    const at = nowOf(core)
    if (file.district !== undefined) {
      ledger.settings.write('district', file.district, at)
      ledger.fees.dueAgain(file.district.overdueDays)
    }
    if (iiq !== undefined) putIiq(core, iiq, at)
    if (task !== undefined) putTask(core, 'iiq-sync', task, at)
    if (practice) ledger.settings.setMeta('practice', '1')
    ledger.audit.append({
      at,
      actor,
      action: 'settings.import',
      subject: null,
      facts: { parts: Object.keys(file).join(', ') },
    })
  })
}

/** Z2: what an earlier cut-off or another selection left out is looked at again. */
function putIiq(core: Core, iiq: IiqSettings, at: string): void {
  const before = readIiq(core.ledger)
  const { apiKey: _secret, ...plain } = iiq
  core.ledger.settings.write('systems.iiq', plain, at)
  if (before === null || !widens(before, iiq)) return
  for (const cause of LEFT_OUT_CAUSES) {
    for (const one of core.ledger.imports.byCause('iiq', cause)) core.ledger.imports.reopen(one.seq)
  }
}

type Switches = { [Name in keyof TaskSettings]?: TaskSettings[Name] | undefined }

function setTask(core: Core, task: TaskId, switches: Switches, actor: string): void {
  checkTask(switches)
  core.ledger.transact(() => {
    const at = nowOf(core)
    putTask(core, task, switches, at)
    const facts = Object.fromEntries(Object.entries(switches).filter(([, value]) => value !== undefined)) as Record<
      string,
      string | boolean | null
    >
    core.ledger.audit.append({ at, actor, action: 'task.set', subject: task, facts })
  })
}

function checkTask({ schedule }: Switches): void {
  const wrong = schedule == null ? null : checkSchedule(schedule)
  if (wrong !== null)
    throw new Refusal(
      'bad-request',
      `The schedule "${schedule ?? ''}" cannot be used: ${wrong} Write five fields, such as 30 2 * * * for every night at 2:30.`,
      'schedule',
    )
}

function putTask(core: Core, task: TaskId, switches: Switches, at: string): void {
  const given = Object.fromEntries(Object.entries(switches).filter(([, value]) => value !== undefined))
  core.ledger.settings.write(`tasks.${task}`, { ...readTask(core.ledger, task), ...given }, at)
}
