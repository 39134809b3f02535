import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AppError, Reply } from '../../../contract/app-error.ts'
import { assertNever } from '../../../contract/assert-never.ts'
import type { FileOutcome, HostInput } from '../../../contract/host-calls.ts'
import type { Asked } from './answer-host-call.ts'
import type { Doors } from './doors.ts'
import type { World } from './world.ts'

/** The last file that left, for "Show in folder". Kept by world, because a host has one at a time. */
const lastExports = new WeakMap<World, string>()

/** All Transactions, one click. */
export function exportTransactions(asked: Asked): Promise<Reply<FileOutcome>> {
  const { world, caller } = asked
  return exportAs(asked, dated('All Transactions', 'xlsx'), outFile =>
    world.engine.call('reports.transactions', { outFile }, caller),
  )
}

/** A list as it is shown. */
export function exportList(asked: Asked, request: HostInput<'files.exportList'>): Promise<Reply<FileOutcome>> {
  const { world, caller } = asked
  const { list, filter, columns } = request
  const what = columns === undefined ? { list, filter } : { list, filter, columns }
  return exportAs(asked, dated(listNameOf(request), 'xlsx'), outFile =>
    world.engine.call('reports.list', { ...what, outFile }, caller),
  )
}

/** Two lists of one folder are told apart by what they hold. */
function listNameOf({ list, filter }: HostInput<'files.exportList'>): string {
  if (list === 'fees' && filter.overdue === true) return 'Overdue Fees'
  if (list === 'students' && filter.owing === true) return 'Students Who Owe'
  return LIST_NAMES[list]
}

const LIST_NAMES: Record<HostInput<'files.exportList'>['list'], string> = {
  fees: 'Fees',
  students: 'Students',
  imports: 'Import Log',
  errors: 'Errors',
  runs: 'Sync History',
  audit: 'Audit Trail',
}

/** Writes a file of a name under which the person saves or fetches it. */
export async function exportAs(
  { world, doors }: Asked,
  name: string,
  write: (outFile: string) => Promise<Reply<{ file: string; rows: number }>>,
): Promise<Reply<FileOutcome>> {
  const target = await doors.pickSaveFile(name, exportsFolder(world))
  if (target.kind === 'cancelled') return { ok: true, value: { kind: 'cancelled' } }
  // A folder of ours is made as its owner's alone; one that a person chose is there already.
  if (target.kind === 'download') await mkdir(dirname(target.file), { recursive: true, mode: 0o700 })
  const written = await write(target.file)
  if (!written.ok) {
    if (target.kind === 'download') await rm(target.file, { force: true })
    return written
  }
  const { rows } = written.value
  if (target.kind === 'download') return { ok: true, value: { kind: 'download', url: target.offer(), name, rows } }
  lastExports.set(world, target.file)
  return { ok: true, value: { kind: 'saved', file: target.file, rows } }
}

/** The workbook of a test run, as the engine knows where it lies: never a path that the window makes up. */
export async function openWorkbook(
  { world, doors, caller }: Asked,
  { runId }: HostInput<'files.openWorkbook'>,
): Promise<Reply<FileOutcome>> {
  const detail = await world.engine.call('runs.show', { id: runId, limit: 1 }, caller)
  if (!detail.ok) return detail
  const file = detail.value.run.workbook
  if (file === null) return refuse('not-found', 'This run wrote no workbook: only runs in test mode do.')
  if (!existsSync(file))
    return refuse('not-found', 'The workbook of this test run is not there any more. Workbooks are kept for 30 days.')
  return openHere(doors, file)
}

/** Opens a file of ours with the computer's own program for it, or has the browser fetch it. */
export async function openHere(doors: Doors, file: string): Promise<Reply<FileOutcome>> {
  const opened = await doors.openFile(file)
  switch (opened.kind) {
    case 'opened':
      return { ok: true, value: { kind: 'saved', file, rows: 0 } }
    case 'download':
      return { ok: true, value: { kind: 'download', url: opened.url, name: opened.name, rows: 0 } }
    case 'failed':
      return refuse('failed', opened.message)
    default:
      return assertNever(opened)
  }
}

/** Shows a folder or file of ours in the computer's file manager. */
export async function reveal(
  { world, doors }: Asked,
  { what }: HostInput<'files.reveal'>,
): Promise<Reply<{ shown: boolean }>> {
  const path = placeOf(world, what)
  return { ok: true, value: { shown: path !== null && existsSync(path) && (await doors.reveal(path)) } }
}

function placeOf(world: World, what: HostInput<'files.reveal'>['what']): string | null {
  const { dataFolder } = world.view()
  switch (what) {
    case 'data-folder':
      return dataFolder
    case 'backups':
      return join(dataFolder, 'backups')
    case 'last-export':
      return lastExports.get(world) ?? null
    default:
      return assertNever(what)
  }
}

function exportsFolder(world: World): string {
  return join(world.view().dataFolder, 'exports')
}

/** A name with the computer's own date and time, as a file name can carry them. */
export function dated(title: string, extension: 'xlsx' | 'pdf'): string {
  return `${title} ${stamp(new Date())}.${extension}`
}

function stamp(now: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ${two(now.getHours())}.${two(now.getMinutes())}`
}

function refuse(code: AppError['code'], message: string): Reply<never> {
  return { ok: false, error: { code, message } }
}
