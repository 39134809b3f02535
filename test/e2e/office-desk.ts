// What the specs of the office share: students and fees on the other side, a sync that brings them, and the engine asked directly.
import { expect, type Page } from '@playwright/test'
import type { CallName, CallRequest, CallValue } from '../../contract/calls.ts'
import type { HostCallName } from '../../contract/host-calls.ts'
import type { IiqSettings } from '../../contract/settings.ts'
import { listRows, openTab, play, type RunningFeebridge } from './fixtures.ts'

/** A fee over there, as far as a test reads it. */
export interface FeeThere {
  id: string
  name: string
  amountDueCents: number | null
}

/** A payment or adjustment over there. */
export interface EntryThere {
  id: string
  amountCents: number
  reference: string | null
}

/** Asks the engine, or its host, as the window does. */
export async function askEngine<Name extends CallName>(
  page: Page,
  name: Name,
  request: CallRequest<Name>,
): Promise<CallValue<Name>> {
  return (await ask(page, name, request)) as CallValue<Name>
}

async function ask(page: Page, name: CallName | HostCallName, request: unknown): Promise<unknown> {
  const reply = await page.evaluate(
    async ([call, body]) => {
      const desktop = (window as { feebridge?: { call(name: string, request: unknown): Promise<unknown> } }).feebridge
      if (desktop !== undefined) return desktop.call(call, body)
      const headers = { 'Content-Type': 'application/json' }
      const response = await fetch(`/call/${call}`, { method: 'POST', headers, body: JSON.stringify(body) })
      return response.json()
    },
    [name, request] as [string, unknown],
  )
  const { ok, value, error } = reply as { ok: boolean; value: unknown; error?: { message: string } }
  if (!ok) throw new Error(`${name}: ${error?.message}`)
  return value
}

/** Takes Incident IQ down, or brings it up again, as the practice console does. */
export async function setDown(page: Page, on: boolean): Promise<void> {
  await ask(page, 'practice.play', on ? { move: 'trouble', trouble: 'down', on } : { move: 'all-well' })
}

/** Changes settings of Incident IQ; the stored key holds. */
export async function setIiq(page: Page, changes: Partial<IiqSettings>): Promise<void> {
  const { systems } = await askEngine(page, 'settings.show', {})
  if (systems.iiq === null) throw new Error('The practice district is not set up.')
  const { hasApiKey: _, ...kept } = systems.iiq
  await askEngine(page, 'settings.import', { file: { systems: { iiq: { ...kept, ...changes } } } })
}

/** A new student over there, with fees, each named and in cents; a sync brings them. */
export async function bringStudent(
  page: Page,
  feebridge: RunningFeebridge,
  student: { schoolId: string; firstName: string; lastName: string },
  fees: Readonly<Record<string, number>>,
): Promise<Record<string, FeeThere>> {
  const { schoolId, firstName, lastName } = student
  await play(feebridge, 'addUser', { schoolIdNumber: schoolId, firstName, lastName, isActive: true })
  const made: Record<string, FeeThere> = {}
  for (const [name, amountCents] of Object.entries(fees))
    made[name] = (await play(feebridge, 'addFee', {
      schoolIdNumber: schoolId,
      userId: null,
      name,
      amountCents,
    })) as FeeThere
  await runNow(page)
  return made
}

/** Runs the sync from the Overview, and waits for its end. */
export async function runNow(page: Page): Promise<void> {
  await openTab(page, 'Overview')
  const ended = page.getByRole('status').filter({ hasText: 'iiQ Sync: ' })
  await expect(ended).toHaveCount(0)
  await page.getByRole('button', { name: /^Run now/ }).click()
  await expect(ended).toBeVisible()
  await page.getByRole('button', { name: 'Close this notice' }).last().click()
}

/** What is due on a fee over there, in cents. */
export async function dueThere(feebridge: RunningFeebridge, fee: FeeThere | undefined): Promise<number | null> {
  return ((await play(feebridge, 'item', { id: fee?.id })) as FeeThere).amountDueCents
}

export async function paymentsThere(feebridge: RunningFeebridge, fee: FeeThere | undefined): Promise<EntryThere[]> {
  return (await play(feebridge, 'payments', { feeId: fee?.id })) as EntryThere[]
}

export function details(page: Page) {
  return page.getByRole('complementary', { name: 'Details' })
}

export function dialog(page: Page) {
  return page.getByRole('dialog')
}

/** A notice that passes by. */
export async function expectNotice(page: Page, words: string | RegExp): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: words }).first()).toBeVisible()
}

/** Shows the fees of one student in the Fees tab. */
export async function showFeesOf(page: Page, schoolId: string): Promise<void> {
  await openTab(page, 'Fees')
  await page.getByRole('searchbox', { name: 'Student ID' }).fill(schoolId)
  await expect(listRows(page).filter({ hasNotText: schoolId })).toHaveCount(0)
  await expect(listRows(page).first()).toBeVisible()
}

/** Opens one of the fees that are shown. */
export async function openFee(page: Page, name: string) {
  await listRows(page).filter({ hasText: name }).first().click()
  const panel = details(page)
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(name)
  return panel
}

/** Takes cash for the fee that is open, by its key; all that is due unless an amount is named. */
export async function takeCash(page: Page, amount?: string): Promise<void> {
  await page.keyboard.press('p')
  await expect(dialog(page).getByLabel('Amount')).toBeFocused()
  if (amount !== undefined) await page.keyboard.type(amount)
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toHaveCount(0)
}
