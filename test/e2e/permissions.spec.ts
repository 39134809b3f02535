import type { Locator, Page } from '@playwright/test'
import type { Reply } from '../../contract/app-error.ts'
import { expect, openTab, test } from './fixtures.ts'
import { expectAccessible, LOOKS, plainLook, shotLightAndDark, showLook } from './looks.ts'

// One office, one workstation: each test goes on where the last one ended, with the administrator at the window.
test.use({ apart: 'permissions' })
test.describe.configure({ mode: 'serial' })

const ADMIN_PIN = '864209'
const ANA = { name: 'Ana Cash', pin: '4711', role: 'Cashier' }
const VAL = { name: 'Val Looks', pin: '2255', role: 'Viewer' }

const dialog = (page: Page) => page.getByRole('dialog')
const statusLine = (page: Page) => page.getByRole('contentinfo')
const operators = (page: Page) => page.getByRole('region', { name: 'Operators' })
const signInHeading = (page: Page) => page.getByRole('heading', { level: 1, name: 'Sign in' })

/** Asks as the page could by itself, past every button. */
async function askAsPage(page: Page, name: string, request: unknown): Promise<Reply<unknown>> {
  return page.evaluate(
    async ([name, request]) => {
      const { feebridge } = window as unknown as {
        feebridge?: { call(name: string, request: unknown): Promise<unknown> }
      }
      if (feebridge !== undefined) return (await feebridge.call(name, request)) as never
      const body = JSON.stringify(request)
      const headers = { 'Content-Type': 'application/json' }
      return (await fetch(`/call/${name}`, { method: 'POST', headers, body })).json() as never
    },
    [name, request] as const,
  )
}

/** The administrator's name: the computer account that runs this test. */
async function nameOfAdmin(page: Page): Promise<string> {
  const text =
    (await operators(page)
      .getByRole('row', { name: /\(you\)/ })
      .getByRole('rowheader')
      .textContent()) ?? ''
  return text.replace(' (you)', '').trim()
}

async function addOperator(page: Page, one: { name: string; pin: string; role: string }): Promise<void> {
  await page.getByRole('button', { name: 'Add an operator' }).click()
  await dialog(page).getByLabel('Name').fill(one.name)
  await dialog(page).getByLabel('Role').selectOption(one.role)
  await dialog(page).getByRole('textbox', { name: 'PIN' }).fill(one.pin)
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toHaveCount(0)
}

/** Signs in on the screen or in the dialog that is shown. */
async function signIn(place: Page | Locator, name: string, pin: string): Promise<void> {
  await place.getByRole('radio', { name }).check()
  await place.getByRole('textbox', { name: 'PIN' }).fill(pin)
  await place.getByRole('button', { name: 'Sign in' }).click()
}

async function switchTo(page: Page, name: string, pin: string): Promise<void> {
  await statusLine(page).getByRole('button', { name: 'Switch operator' }).click()
  await signIn(dialog(page), name, pin)
  await expect(statusLine(page)).toContainText(`Signed in as ${name}`)
  await expect(dialog(page)).toHaveCount(0)
}

/** The administrator is known by the role: the name is the account's. */
async function switchToAdmin(page: Page): Promise<void> {
  const names = await askAsPage(page, 'operators.names', {})
  const items = names.ok ? (names.value as { items: { name: string }[] }).items : []
  const admin = items.find(one => one.name !== ANA.name && one.name !== VAL.name)?.name ?? ''
  await switchTo(page, admin, ADMIN_PIN)
}

const whyNot = (permission: string) => new RegExp(`lacks the permission "${permission}"`)

test('F2 the first person is administrator by the computer account, and adds others with a PIN', async ({
  feebridgePage: page,
}) => {
  await openTab(page, 'Permissions')
  const admin = await nameOfAdmin(page)
  await expect(page.getByRole('region', { name: `You are ${admin}` })).toContainText(
    'Administrator, at all locations; by the computer account',
  )
  await expect(statusLine(page)).toContainText(`Signed in as ${admin} (Administrator)`)
  const lock = statusLine(page).getByRole('button', { name: 'Lock' })
  await expect(lock).toHaveAccessibleDescription(/has no PIN, so nobody could open the window again/)
  await page.getByRole('button', { name: `Edit ${admin}` }).click()
  await dialog(page).getByRole('textbox', { name: 'PIN' }).fill('12')
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('textbox', { name: 'PIN' })).toHaveAccessibleDescription(
    /4 to 12 digits and nothing else/,
  )
  await dialog(page).getByRole('textbox', { name: 'PIN' }).fill(ADMIN_PIN)
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toHaveCount(0)
  await expect(lock).toHaveAccessibleDescription('')
  await addOperator(page, ANA)
  await addOperator(page, VAL)
  await expect(operators(page).getByRole('row', { name: /Ana Cash/ })).toContainText('Cashier')
  await expect(operators(page).getByRole('row', { name: /Ana Cash/ })).toContainText('Set')
  await expect(page.getByRole('main')).not.toContainText(ANA.pin)
})

test('F2 roles are a matrix in the words of the guide, and own ones can be made and removed', async ({
  feebridgePage: page,
}) => {
  await openTab(page, 'Permissions')
  const matrix = page.getByRole('region', { name: 'What each role may do' })
  const cells = matrix.getByRole('row', { name: /Create new payment transactions/ }).getByRole('cell')
  await expect(cells).toHaveText(['Yes', 'Yes', 'Yes', /No/])
  for (const words of ['Delete existing', 'Modify existing', 'Create new'])
    await expect(matrix.getByRole('rowheader', { name: `${words} payment transactions` })).toBeVisible()
  await page.getByRole('button', { name: 'Add a role' }).click()
  await dialog(page).getByLabel('Name').fill('Library')
  await dialog(page).getByLabel('Create new fee transactions').check()
  await page.keyboard.press('Enter')
  await expect(matrix.getByRole('columnheader', { name: /Library/ })).toContainText('0 operators')
  await page.getByRole('button', { name: 'Remove Library' }).click()
  await dialog(page).getByRole('button', { name: 'Remove Library' }).click()
  await expect(matrix.getByRole('columnheader', { name: /Library/ })).toHaveCount(0)
})

test('F2 a cashier does what a cashier may, and is told what is missing for the rest', async ({
  feebridgePage: page,
}) => {
  await switchTo(page, ANA.name, ANA.pin)
  const run = page.getByRole('button', { name: /^Run now/ })
  await expect(run).toHaveAccessibleDescription(whyNot('Run and cancel syncs, and pause the bridge'))
  await run.hover()
  await expect(page.getByRole('tooltip')).toContainText('Ana Cash (Cashier) lacks the permission')
  await run.press('Enter')
  await expect(statusLine(page)).not.toContainText('Reading')
  await openTab(page, 'Settings')
  await expect(page.getByRole('button', { name: 'Save' })).toHaveAccessibleDescription(
    whyNot('Change settings and schedules, and back up'),
  )
  await openTab(page, 'Export')
  await expect(page.getByRole('button', { name: 'Export All Transactions' })).toHaveAccessibleDescription(
    whyNot('Export'),
  )
  await openTab(page, 'Locations')
  await expect(page.getByRole('button', { name: 'Add New Location' })).toHaveAccessibleDescription(
    whyNot('Change locations, item categories and item types'),
  )
  await openTab(page, 'Permissions')
  await expect(page.getByRole('region', { name: 'You are Ana Cash' })).toContainText(
    'You can look here, and change nothing',
  )
  await expect(page.getByRole('button', { name: 'Add an operator' })).toHaveAccessibleDescription(
    whyNot('Change operators and roles'),
  )
  // Past the buttons the engine says the same.
  const fees = await askAsPage(page, 'fees.list', { status: 'open', limit: 1 })
  const [fee] = fees.ok ? (fees.value as { items: { id: string }[] }).items : []
  const waived = await askAsPage(page, 'fees.waive', { parts: [{ id: fee?.id }], reason: 'Friend of mine' })
  expect(waived).toMatchObject({
    ok: false,
    error: { code: 'not-permitted', message: expect.stringMatching(whyNot('Modify existing fee transactions')) },
  })
  for (const [name, request] of [
    ['settings.import', { file: {} }],
    ['operators.set', { id: ANA.name, role: 'Administrator' }],
    ['files.exportTransactions', {}],
    ['practice.throwAway', {}],
  ] as const)
    expect([name, await askAsPage(page, name, request)]).toMatchObject([
      name,
      { ok: false, error: { code: 'not-permitted' } },
    ])
  const paid = await askAsPage(page, 'fees.pay', { parts: [{ id: fee?.id, amount: '0.01' }], method: 'cash' })
  expect(paid).toMatchObject({ ok: true })
  await switchToAdmin(page)
})

test('F2 a viewer looks at everything and changes nothing', async ({ feebridgePage: page }) => {
  await switchTo(page, VAL.name, VAL.pin)
  for (const tab of ['Fees', 'Students', 'Import Log', 'Sync History', 'Permissions']) await openTab(page, tab)
  for (const [name, request] of [
    ['fees.pay', { parts: [{ id: 'x', amount: '1.00' }], method: 'cash' }],
    ['locations.add', { name: 'Annex' }],
    ['runs.start', { task: 'iiq-sync' }],
  ] as const)
    expect([name, await askAsPage(page, name, request)]).toMatchObject([
      name,
      { ok: false, error: { code: 'not-permitted' } },
    ])
  await switchToAdmin(page)
})

test('F2 behind the lock nothing can be read, and wrong PINs slow the next try down', async ({
  feebridgePage: page,
}) => {
  await openTab(page, 'Students')
  await switchTo(page, ANA.name, ANA.pin)
  await page.getByRole('grid').getByRole('row').nth(2).click()
  await expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible()
  const open = new URL(page.url()).hash
  await statusLine(page).getByRole('button', { name: 'Lock' }).click()
  await expect(signInHeading(page)).toBeVisible()
  await expect(page.getByRole('grid')).toHaveCount(0)
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page).toHaveTitle('Sign in · Feebridge')
  expect(new URL(page.url()).hash).toBe('#/')
  expect(await askAsPage(page, 'students.list', {})).toMatchObject({ ok: false, error: { code: 'signed-out' } })
  expect(await askAsPage(page, 'files.exportTransactions', {})).toMatchObject({
    ok: false,
    error: { code: 'signed-out' },
  })
  await page.reload()
  await expect(signInHeading(page)).toBeVisible()
  const pin = page.getByRole('textbox', { name: 'PIN' })
  await page.getByRole('radio', { name: VAL.name }).check()
  for (let tries = 0; tries < 3; tries += 1) {
    await pin.fill('9999')
    await page.keyboard.press('Enter')
    await expect(pin).toHaveAccessibleDescription(/do not fit/)
    await expect(pin).toHaveValue('')
  }
  await pin.fill(VAL.pin)
  await page.keyboard.press('Enter')
  await expect(pin).toHaveAccessibleDescription(/Too many wrong PINs. Try again in \d+ seconds?/)
  // By the keys on the screen, as on a counter's touch screen.
  await page.getByRole('radio', { name: ANA.name }).check()
  await page.getByRole('button', { name: 'Clear' }).click()
  for (const digit of ANA.pin)
    await page.getByRole('group', { name: 'Keypad' }).getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(statusLine(page)).toContainText('Signed in as Ana Cash')
  expect(open).toContain('#/students')
  await switchToAdmin(page)
})

test('F2 whoever comes back finds the page again, and nobody else does', async ({ feebridgePage: page }) => {
  await switchTo(page, ANA.name, ANA.pin)
  await openTab(page, 'Students')
  await page.getByRole('searchbox').first().fill('a')
  await expect(page).toHaveURL(/#\/students\?/)
  await statusLine(page).getByRole('button', { name: 'Lock' }).click()
  await signIn(page, ANA.name, ANA.pin)
  await expect(page.getByRole('heading', { level: 1, name: 'Students' })).toBeVisible()
  await expect(page).toHaveURL(/#\/students\?/)
  await statusLine(page).getByRole('button', { name: 'Lock' }).click()
  await expect(page.getByRole('radio', { name: ANA.name })).toBeChecked()
  await page.getByRole('radio', { name: /^(?!Ana|Val)/ }).check()
  await page.getByRole('textbox', { name: 'PIN' }).fill(ADMIN_PIN)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
})

test('meets WCAG 2.2 AA with its dialogs and the sign-in screen, in every look', async ({ feebridgePage: page }) => {
  test.slow()
  await openTab(page, 'Permissions')
  await shotLightAndDark(page, 'Permissions')
  for (const look of LOOKS) {
    await showLook(page, look)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Add an operator' }).click()
    await dialog(page).getByLabel('At these locations only').check()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Edit Bookkeeper' }).click()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
  }
  await plainLook(page)
  await page.getByRole('button', { name: 'Add an operator' }).click()
  await dialog(page).getByLabel('At these locations only').check()
  await shotLightAndDark(page, 'Permissions operator')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Edit Bookkeeper' }).click()
  await shotLightAndDark(page, 'Permissions role')
  await page.keyboard.press('Escape')
  await switchTo(page, VAL.name, VAL.pin)
  await shotLightAndDark(page, 'Permissions viewer')
  await expectAccessible(page)
  await switchToAdmin(page)
  await statusLine(page).getByRole('button', { name: 'Lock' }).click()
  await expect(signInHeading(page)).toBeVisible()
  await shotLightAndDark(page, 'Sign in')
  for (const look of LOOKS) {
    await showLook(page, look)
    await expectAccessible(page)
  }
  await plainLook(page)
  await page.getByRole('textbox', { name: 'PIN' }).fill(ADMIN_PIN)
  await page.keyboard.press('Enter')
  await expect(statusLine(page)).toBeVisible()
})

test('F2 a window that nobody is at warns a minute before, and locks itself', async ({ feebridgePage: page }) => {
  await page.clock.install()
  await page.reload()
  await openTab(page, 'Students')
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible()
  await page.clock.fastForward('09:05')
  const warning = page.getByRole('alert').filter({ hasText: 'It locks in one minute' })
  await expect(warning).toBeVisible()
  await page.keyboard.press('Shift')
  await expect(warning).toHaveCount(0)
  await page.clock.fastForward('09:05')
  await expect(warning).toBeVisible()
  await page.clock.fastForward('01:00')
  await expect(signInHeading(page)).toBeVisible()
  await expect(page.getByRole('grid')).toHaveCount(0)
  expect(await askAsPage(page, 'students.list', {})).toMatchObject({ ok: false, error: { code: 'signed-out' } })
})
