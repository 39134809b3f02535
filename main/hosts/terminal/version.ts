import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { appRoot } from '../../engine/link/app-root.ts'

/** The version of this installation, as package.json says it. */
export function readVersion(): string {
  const manifest = JSON.parse(readFileSync(join(appRoot(), 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}
