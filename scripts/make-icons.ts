// scripts/ holds what is run by hand and commits what it makes. This one draws the app's icons from build/icon.svg: `node scripts/make-icons.ts`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from '../test/e2e/browser.ts'
import { packIcns, packIco } from './icon-files.ts'

const BUILD = join(import.meta.dirname, '../build')
const LINUX = [16, 24, 32, 48, 64, 128, 256, 512]
const WINDOWS = [16, 24, 32, 48, 64, 256]
const MAC = [32, 64, 128, 256, 512, 1024]

async function main(): Promise<void> {
  const program = findBrowser()
  if (program === null) throw new Error('No browser was found that could draw; name one in FEEBRIDGE_CHROMIUM.')
  const browser = await chromium.launch({ executablePath: program, args: BROWSER_FLAGS })
  const page = await browser.newPage()
  const svg = readFileSync(join(BUILD, 'icon.svg'), 'base64')
  const pictures = new Map<number, Buffer>()
  for (const size of new Set([...LINUX, ...WINDOWS, ...MAC])) pictures.set(size, await draw(page, svg, size))
  await browser.close()

  const pictureOf = (size: number): Buffer => pictures.get(size) ?? Buffer.alloc(0)
  rmSync(join(BUILD, 'icons'), { recursive: true, force: true })
  mkdirSync(join(BUILD, 'icons'))
  for (const size of LINUX) writeFileSync(join(BUILD, 'icons', `${size}x${size}.png`), pictureOf(size))
  writeFileSync(join(BUILD, 'icon.png'), pictureOf(1024))
  writeFileSync(join(BUILD, 'icon.ico'), packIco(WINDOWS.map(size => ({ size, png: pictureOf(size) }))))
  writeFileSync(join(BUILD, 'icon.icns'), packIcns(MAC.map(size => ({ size, png: pictureOf(size) }))))
}

/** Each size is drawn for itself, so that small ones are as sharp as they can be. */
async function draw(page: Page, svg: string, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(
    `<body style="margin:0"><img src="data:image/svg+xml;base64,${svg}" width="${size}" height="${size}" style="display:block">`,
  )
  return page.screenshot({ omitBackground: true })
}

await main()
