import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Reply } from '../../../../contract/app-error.ts'
import { sayIssues } from '../../../../contract/say-issues.ts'
import { type SettingsView, settingsFile } from '../../../../contract/settings.ts'
import { SYSTEM_IDS } from '../../../../contract/tasks.ts'
import type { Handler } from '../command-spec.ts'
import { EXIT } from '../exit-codes.ts'
import { withLedger } from '../ledger-session.ts'
import { factLines } from '../text-table.ts'

/** Credentials that are there and cannot be read are no less a failure than in a run; the rest is shown all the same. */
export const showSettings: Handler = (input, output) =>
  withLedger({ input, output }, async ledger => {
    const reply = await ledger.call('settings.show', {})
    if (!reply.ok) return output.refuse(reply.error)
    output.result(reply.value, () => settingsWords(reply.value))
    if (reply.value.secretsTrouble === null) return EXIT.succeeded
    output.sentence(reply.value.secretsTrouble)
    return EXIT.secretsUnreadable
  })

/** `settings import FILE`: creates the data folder and the ledger; `-` reads standard input. */
export const importSettings: Handler = async (input, output) => {
  const file = await readSettings(input.operand('FILE'))
  if (!file.ok) return output.refuse(file.error)
  // Checked before anything is made: a refused file must not leave an empty ledger behind.
  const parsed = settingsFile.safeParse(file.value)
  if (!parsed.success) return output.refuse({ code: 'bad-request', ...sayIssues(parsed.error, file.value) })
  return withLedger({ input, output, reach: { create: true } }, async ledger => {
    const reply = await ledger.call('settings.import', { file: file.value })
    if (!reply.ok) return output.refuse(reply.error)
    const { settings, notes } = reply.value
    output.result(reply.value, () => ['Settings imported.', ...notes, '', settingsWords(settings)].join('\n'))
    return EXIT.succeeded
  })
}

/** `settings export FILE`: without secrets; `-` writes standard output. The file is its owner's alone. */
export const exportSettings: Handler = (input, output) =>
  withLedger({ input, output }, async ledger => {
    const reply = await ledger.call('settings.export', {})
    if (!reply.ok) return output.refuse(reply.error)
    const document = `${JSON.stringify(reply.value.file, null, 2)}\n`
    const target = input.operand('FILE')
    if (target === '-') {
      output.result(reply.value.file, () => document)
      return EXIT.succeeded
    }
    const file = resolve(target)
    const failure = await writeFile(file, document, { mode: 0o600 }).then(() => null, reasonOf)
    if (failure !== null)
      return output.refuse({ code: 'failed', message: `The settings could not be written to ${file}: ${failure}.` })
    output.result({ file }, () => `Settings written to ${file}, without secrets.`)
    return EXIT.succeeded
  })

export const testConnection: Handler = (input, output) =>
  withLedger({ input, output }, async ledger => {
    const test = input.flag('pull') ? 'pull' : input.flag('push') ? 'push' : 'connection'
    const reply = await ledger.call('connection.test', { system: input.required('SYSTEM', SYSTEM_IDS), test })
    if (!reply.ok) return output.refuse(reply.error)
    const { ok, checks } = reply.value
    output.result(reply.value, () =>
      checks.map(check => `${check.ok ? 'ok    ' : 'FAILED'}  ${check.name}: ${check.message}`).join('\n'),
    )
    if (ok) return EXIT.succeeded
    output.sentence('The connection test failed. Correct the settings that the failed lines name and test again.')
    return EXIT.failed
  })

async function readSettings(name: string): Promise<Reply<unknown>> {
  const source = name === '-' ? 'standard input' : resolve(name)
  const content = await (name === '-' ? text(process.stdin) : readFile(source, 'utf8')).then(
    value => ({ text: value }),
    (error: NodeJS.ErrnoException) => ({ failure: reasonOf(error) }),
  )
  if ('failure' in content)
    return {
      ok: false,
      error: { code: 'bad-request', message: `The settings file ${source} cannot be read: ${content.failure}.` },
    }
  try {
    return { ok: true, value: JSON.parse(content.text.replace(/^\uFEFF/, '')) as unknown }
  } catch {
    // The parser's own message quotes the text around the fault, which may be a secret.
    return {
      ok: false,
      error: {
        code: 'bad-request',
        message: `${source} is not JSON. A settings file is one JSON object; "settings export" writes one to start from.`,
      },
    }
  }
}

/** What the operating system said, without the call and the path that Node puts around it. */
function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'there is no such file or folder'
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'this account may not'
  if (error.code === 'EISDIR') return 'it is a folder'
  return error.code ?? error.message
}

function settingsWords(settings: SettingsView): string {
  const { district } = settings
  const { iiq } = settings.systems
  const task = settings.tasks['iiq-sync']
  const iiqFacts =
    iiq === null
      ? []
      : Object.entries(iiq).map(
          ([name, value]) => [`iiq.${name}`, typeof value === 'string' ? value : JSON.stringify(value)] as const,
        )
  return factLines([
    ['data folder', settings.dataFolder],
    ['ledger', `${settings.ledgerId}${settings.practice ? ' (practice district)' : ''}`],
    ['district.name', district?.name ?? 'not set'],
    ['district.timeZone', district?.timeZone ?? 'not set'],
    ['district.overdueDays', district?.overdueDays ?? 'not set'],
    ...(iiq === null ? [['iiq', 'not set up'] as const] : iiqFacts),
    [
      'iiq-sync',
      `${task.on ? 'on' : 'off'}, schedule ${task.schedule ?? 'none'}${task.testMode ? ', in test mode' : ''}`,
    ],
  ])
}
