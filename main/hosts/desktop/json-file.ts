import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'

/** What a small file of ours holds: its value, nothing yet, or something that is not what we wrote. */
export type JsonFile<Value> = { kind: 'read'; value: Value } | { kind: 'absent' } | { kind: 'damaged'; why: string }

/** Reads a file of at most a few kilobytes. */
export function readJsonFile<Schema extends z.ZodType>(file: string, schema: Schema): JsonFile<z.output<Schema>> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'absent' }
    return { kind: 'damaged', why: error instanceof Error ? error.message : String(error) }
  }
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    if (parsed.success) return { kind: 'read', value: parsed.data }
    return { kind: 'damaged', why: parsed.error.issues[0]?.message ?? 'its content is not known' }
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'damaged', why: 'it is not JSON' }
    throw error
  }
}

/** Writes the file whole or not at all, readable by its owner alone. */
export function writeJsonFile(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const part = `${file}.part`
  writeFileSync(part, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(part, file)
}
