import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Reply } from '../../../contract/app-error.ts'
import type { FileOutcome, HostInput } from '../../../contract/host-calls.ts'
import { dated, exportAs, openHere } from './answer-files.ts'
import type { Asked } from './answer-host-call.ts'

/** A receipt as a PDF: saved where the person chooses, or opened to be printed. */
export async function saveReceipt(asked: Asked, { id, open }: HostInput<'files.receipt'>): Promise<Reply<FileOutcome>> {
  const { world, caller } = asked
  const receipt = await world.engine.call('receipts.show', { id }, caller)
  if (!receipt.ok) return receipt
  const write = (outFile: string) => world.engine.call('reports.receipt', { id, outFile }, caller)
  return hand(asked, { title: `Receipt ${receipt.value.number}`, open, write })
}

/** A student's statement as a PDF, in the same way. */
export function saveStatement(
  asked: Asked,
  { student, open }: HostInput<'files.statement'>,
): Promise<Reply<FileOutcome>> {
  const { world, caller } = asked
  const write = (outFile: string) => world.engine.call('reports.statement', { student, outFile }, caller)
  // Not named after the student: names of files stay in dialogs, folders and the audit trail when everything else is redacted.
  return hand(asked, { title: 'Statement', open, write })
}

interface Paper {
  title: string
  open: boolean | undefined
  write: (outFile: string) => Promise<Reply<{ file: string; bytes: number }>>
}

/** A paper is one piece; it has no rows to count. */
async function hand(asked: Asked, { title, open, write }: Paper): Promise<Reply<FileOutcome>> {
  if (open === true) return openPaper(asked, title, write)
  return exportAs(asked, dated(title, 'pdf'), async outFile => {
    const written = await write(outFile)
    return written.ok ? { ok: true, value: { file: written.value.file, rows: 0 } } : written
  })
}

/** What was opened is left to whatever program shows it, and thrown away with the first paper that is opened a day later. */
const KEPT_MS = 24 * 3_600_000

async function openPaper({ world, doors }: Asked, title: string, write: Paper['write']): Promise<Reply<FileOutcome>> {
  const folder = join(world.view().dataFolder, 'printed')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await throwOldAway(folder)
  const file = await freeName(folder, title)
  const written = await write(file)
  return written.ok ? openHere(doors, file) : written
}

async function throwOldAway(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name)
    const found = await stat(file).catch(() => null)
    if (found === null || Date.now() - found.mtimeMs < KEPT_MS) continue
    // A program that still shows it keeps it locked on some systems; the next day is early enough.
    await rm(file, { force: true }).catch(() => null)
  }
}

/** A name that nothing has yet: the paper before may still be shown, and its file locked. */
async function freeName(folder: string, title: string): Promise<string> {
  const taken = new Set(await readdir(folder))
  const plain = dated(title, 'pdf')
  for (let copy = 1; ; copy += 1) {
    const name = copy === 1 ? plain : plain.replace(/\.pdf$/, ` (${copy}).pdf`)
    if (!taken.has(name)) return join(folder, name)
  }
}
