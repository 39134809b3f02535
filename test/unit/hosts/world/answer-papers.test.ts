import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { FileOutcome } from '../../../../contract/host-calls.ts'
import { browserDoors } from '../../../../main/hosts/browser/browser-doors.ts'
import { createDownloads } from '../../../../main/hosts/browser/downloads.ts'
import { HOST_LIMITS } from '../../../../main/hosts/browser/host-limits.ts'
import { answerHostCall } from '../../../../main/hosts/world/answer-host-call.ts'
import { readPdf } from '../../../fixtures/read-pdf.ts'
import { CLERK, freshPlaces, openHere } from './open-here.ts'

/** The practice district with one payment taken, and the doors of a browser. */
async function paidWorld() {
  const places = freshPlaces()
  const world = await openHere(places)
  const open = async () => {
    const reply = await world.engine.call('fees.list', { status: 'open', limit: 1 }, CLERK)
    return reply.ok ? (reply.value.items[0] ?? null) : null
  }
  await expect.poll(open, { timeout: 20_000 }).not.toBeNull()
  const fee = await open()
  const parts = [{ id: fee?.id ?? '', amount: '1' }]
  const paid = await world.engine.call('fees.pay', { parts, method: 'cash' }, CLERK)
  if (!paid.ok) throw new Error(paid.error.message)
  const downloads = createDownloads(HOST_LIMITS)
  onTestFinished(() => downloads.close())
  const doors = browserDoors({ version: '0.0.0', preferencesFile: join(places.own, 'preferences.json'), downloads })
  const ask = async (name: 'files.receipt' | 'files.statement', request: object): Promise<FileOutcome> => {
    const reply = await answerHostCall({ world, doors }, { name, request }, CLERK)
    if (!reply.ok) throw new Error(reply.error.message)
    return reply.value
  }
  return { world, ask, student: fee?.studentId ?? '', ...paid.value }
}

test('F1 a receipt that is fetched is called by its number, a statement by nobody’s name, and what is opened is its owner’s alone', async () => {
  const { world, ask, receiptId, receiptNumber, student } = await paidWorld()
  const { dataFolder } = world.view()
  expect(await ask('files.receipt', { id: receiptId })).toMatchObject({
    kind: 'download',
    name: expect.stringMatching(new RegExp(`^Receipt ${receiptNumber} [\\d-]+ [\\d.]+\\.pdf$`)),
  })
  expect(await ask('files.statement', { student })).toMatchObject({
    kind: 'download',
    name: expect.stringMatching(/^Statement [\d-]+ [\d.]+\.pdf$/),
  })
  expect(readdirSync(join(dataFolder, 'exports')).every(name => name.endsWith('.pdf'))).toBe(true)

  const printed = join(dataFolder, 'printed')
  mkdirSync(printed, { recursive: true })
  for (const [name, daysAgo] of [['old.pdf', 2] as const, ['new.pdf', 0] as const]) {
    writeFileSync(join(printed, name), '')
    const at = Date.now() / 1000 - daysAgo * 86_400
    utimesSync(join(printed, name), at, at)
  }
  for (let time = 0; time < 2; time += 1) await ask('files.receipt', { id: receiptId, open: true })
  const names = readdirSync(printed).sort()
  expect(names).toHaveLength(3)
  expect(names).not.toContain('old.pdf')
  for (const name of names.filter(each => each.startsWith('Receipt'))) {
    if (process.platform !== 'win32') expect(statSync(join(printed, name)).mode & 0o777).toBe(0o600)
    expect((await readPdf(join(printed, name))).title).toBe(`Receipt ${receiptNumber}`)
  }
})

test('a receipt that is not there is refused before anybody is asked for a file', async () => {
  const { ask } = await paidWorld()
  await expect(ask('files.receipt', { id: '999' })).rejects.toThrow('There is no receipt "999"')
})
