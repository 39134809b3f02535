import { Refusal } from '../../contract/app-error.ts'
import type { ConnectionReport } from '../../contract/calls.ts'
import { districtSettings, type IiqSettings, iiqSettings } from '../../contract/settings.ts'
import type { SystemPort } from '../domain/system.ts'
import type { Core } from '../engine/core.ts'
import { readIiq } from '../engine/settings-store.ts'
import { checkIiqWire, goesElsewhere } from '../engine/systems.ts'
import type { Handlers } from './handlers.ts'

/** A person waits for the whole test. */
const TRY_MS = 120_000
/** Categories are few; more pages than this are a system that does not end. */
const CATEGORY_PAGES = 50

/** Trying credentials before they are kept: nothing here is stored, and the stored key goes nowhere but to its own address. */
export const connectionHandlers: Handlers<'connection.try'> = {
  'connection.try': async (core, { iiq: access, timeZone }) => {
    const zone = districtSettings.shape.timeZone.safeParse(timeZone)
    if (!zone.success)
      throw new Refusal(
        'bad-request',
        `timeZone: "${timeZone}" is not a time zone name such as America/New_York.`,
        'timeZone',
      )
    // What a connection does not need is filled in: the port takes whole settings.
    const settings = iiqSettings.parse({ ...access, categoryMode: 'import', createdSince: '2000-01-01' })
    const bad = checkIiqWire(settings)
    if (bad !== null) throw new Refusal('bad-request', bad.message, bad.field.replace(/^systems\./, ''))
    const apiKey = settings.apiKey ?? storedKey(core, settings)
    refuseDuringRun(core, settings)
    const port = core.tryIiq({ ...settings, apiKey }, zone.data)
    try {
      const signal = AbortSignal.timeout(TRY_MS)
      const report = await port.testConnection('connection', signal)
      return { report, categories: report.ok || mayList(report) ? await listCategories(port, signal) : [] }
    } finally {
      await port.close()
    }
  },
}

/** The key that is stored, for the address that it was stored with and no other. */
function storedKey(core: Core, wanted: IiqSettings): string {
  const known = readIiq(core.ledger)
  if (known === null) throw new Refusal('bad-request', 'The API Key is missing. Incident IQ provides it.', 'iiq.apiKey')
  if (goesElsewhere(known, wanted))
    throw new Refusal(
      'bad-request',
      'The address of Incident IQ is another one than before, so the stored API Key is not sent there. Enter the API Key of the new address.',
      'iiq.apiKey',
    )
  const key = core.secrets.read('iiq.apiKey')
  if (key === null) throw new Refusal('bad-request', 'No API Key is stored yet. Enter it.', 'iiq.apiKey')
  return key
}

/** Incident IQ takes one request at a time, and a run under way is using it. */
function refuseDuringRun(core: Core, wanted: IiqSettings): void {
  const known = readIiq(core.ledger)
  if (known === null || goesElsewhere(known, wanted) || !core.runner.isRunning('iiq-sync')) return
  throw new Refusal('busy', 'A sync with Incident IQ is running. Test again when it has ended, or cancel it first.')
}

/** A report that fails in one line, such as the acting user, can still have read the categories. */
function mayList({ checks }: ConnectionReport): boolean {
  return checks.some(check => check.name === 'Fee categories' && check.ok)
}

async function listCategories(port: SystemPort, signal: AbortSignal): Promise<{ id: string; title: string }[]> {
  const found: { id: string; title: string }[] = []
  let cursor: string | null = null
  for (let page = 0; page < CATEGORY_PAGES; page += 1) {
    const answer = await port.fetchPage({ feed: 'categories', createdSinceOn: null, cursor }, signal)
    if (answer.kind === 'failed') return found
    for (const record of answer.records) {
      const category = port.read('categories', record.raw)
      if (category.kind === 'category') found.push({ id: category.externalId, title: category.title })
    }
    if (answer.next === null) return found
    cursor = answer.next
  }
  return found
}
