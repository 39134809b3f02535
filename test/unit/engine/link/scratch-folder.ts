import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A data folder of this test's own, gone when it ends. */
export function scratchFolder(inside = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'feebridge-link-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, inside)
}
