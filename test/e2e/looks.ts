import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The ways in which a person may see the window. */
export const LOOKS = ['light', 'dark', 'high contrast', '200 % zoom'] as const
export type Look = (typeof LOOKS)[number]

/** Fails with every rule of WCAG 2.2 AA that the page breaks. */
export async function expectAccessible(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode().withTags(TAGS)
  // In forced colours the system paints in its own, and what axe would compare are those that the page had asked for.
  if (await page.evaluate(() => matchMedia('(forced-colors: active)').matches)) axe.disableRules('color-contrast')
  const { violations } = await axe.analyze()
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(node => node.html) }))).toEqual([])
}

/** Shows the page as that person sees it, until {@link plainLook}. Zoomed to 200 %, a window of 1280 points has 640. */
export async function showLook(page: Page, look: Look): Promise<void> {
  await plainLook(page)
  const media = {
    light: { colorScheme: 'light' },
    dark: { colorScheme: 'dark' },
    'high contrast': { forcedColors: 'active' },
    '200 % zoom': { colorScheme: 'light' },
  } as const
  await page.emulateMedia({ ...media[look], reducedMotion: 'reduce' })
  if (look === '200 % zoom') await page.setViewportSize({ width: 640, height: 400 })
}

export async function plainLook(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: null })
  await page.setViewportSize({ width: 1280, height: 800 })
}

/** Keeps a picture of the page as it is, among the test artefacts: `test-results/screens/<host>/<name>.png`. */
export async function shot(page: Page, name: string): Promise<void> {
  const { outputDir, name: host } = test.info().project
  await page.screenshot({ path: join(outputDir, 'screens', host, `${fileNameOf(name)}.png`) })
}

/** Keeps one picture light and one dark: `<name>-light.png`, `<name>-dark.png`. */
export async function shotLightAndDark(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await shot(page, `${name}-${colorScheme}`)
  }
  await plainLook(page)
}

function fileNameOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
}
