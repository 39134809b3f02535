import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../../domain/ports.ts'
import { SECRET_FILES } from '../../engine/engine.ts'
import type { GivenSecrets } from '../../engine/link/protocol.ts'
import type { HostSecrets } from '../../engine/link/supervise-engine.ts'

/** The computer's key store: it seals a text so that only this account can open it again. Both reject when the store does not answer. */
export interface Sealer {
  isAvailable(): Promise<boolean>
  seal(text: string): Promise<Buffer>
  /** `stale`: the store's key has changed since; the text should be sealed anew. */
  open(sealed: Buffer): Promise<{ text: string; stale: boolean }>
}

const secretsSchema = z.record(z.string().max(64), z.string())
type SecretValues = z.infer<typeof secretsSchema>

const LOCKED =
  'The key store of this computer does not open the credentials that Feebridge keeps in it. Unlock it and start Feebridge again, or enter the API Key again in Settings.'

/**
 * The credentials of the desktop's own ledger, sealed by the computer's key store in `secrets.sealed`. A key file from before is moved over: sealed,
 * read back, compared, and only then deleted. Where there is no key store, and never was one, nothing is given: the engine then uses the key file.
 */
export function sealedSecrets(dataDir: string, sealer: Sealer, log: Log): HostSecrets {
  const sealed = new SealedFile(join(dataDir, SECRET_FILES.sealed), sealer, log)
  const plain = join(dataDir, SECRET_FILES.plain)
  let held: GivenSecrets = { values: {} }
  const give = async (): Promise<GivenSecrets | null> => {
    if (!(await isAvailable(sealer))) {
      if (sealed.exists()) return { unreadable: LOCKED }
      log.warn('This computer has no key store: the credentials stay in the key file, which its owner alone can read.')
      return null
    }
    const before = await readSealed(sealed, log)
    const moved = readPlain(plain)
    if (moved === null) return before
    // A key file beside the sealed one is newer: it is there after a crash in the middle of moving, or because somebody put it there.
    const values = moved === 'untrusted' ? null : { ...('values' in before ? before.values : {}), ...moved }
    if (values === null || !(await sealed.write(values))) return sealed.exists() ? before : null
    rmSync(plain)
    log.info('The credentials were moved from the key file to the key store of this computer.')
    return { values }
  }
  return {
    async given() {
      const given = await give()
      held = given ?? { values: {} }
      return given
    },
    async keep(name, value) {
      const values = { ...('values' in held ? held.values : {}), [name]: value }
      if (!(await sealed.write(values)))
        return 'The key store of this computer did not take the credential, so nothing was changed. Unlock it and save again.'
      held = { values }
      return null
    },
  }
}

async function readSealed(sealed: SealedFile, log: Log): Promise<GivenSecrets> {
  if (!sealed.exists()) return { values: {} }
  try {
    const { values, stale } = await sealed.read()
    if (stale) await sealed.write(values)
    return { values }
  } catch (error) {
    log.error('The sealed credentials cannot be opened.', { why: nameOf(error) })
    return { unreadable: LOCKED }
  }
}

/** The sealed file: whole or not at all, and never left different from what was to be written. */
class SealedFile {
  readonly #file: string
  readonly #sealer: Sealer
  readonly #log: Log

  constructor(file: string, sealer: Sealer, log: Log) {
    this.#file = file
    this.#sealer = sealer
    this.#log = log
  }

  exists(): boolean {
    return statSync(this.#file, { throwIfNoEntry: false }) !== undefined
  }

  async read(): Promise<{ values: SecretValues; stale: boolean }> {
    const { text, stale } = await this.#sealer.open(readFileSync(this.#file))
    return { values: secretsSchema.parse(JSON.parse(text)), stale }
  }

  /** Writes beside the file, opens that again, and puts it in place only when it holds what was meant. */
  async write(values: SecretValues): Promise<boolean> {
    const part = `${this.#file}.part`
    try {
      const text = JSON.stringify(values)
      writeOwn(part, await this.#sealer.seal(text))
      const { text: opened } = await this.#sealer.open(readFileSync(part))
      if (opened !== text) throw new Error('what was opened is not what was sealed')
      renameSync(part, this.#file)
      return true
    } catch (error) {
      rmSync(part, { force: true })
      this.#log.error('The credentials could not be sealed.', { why: nameOf(error) })
      return false
    }
  }
}

/** The key file's values; null without one; `untrusted` when the engine must refuse it, with its own sentence. */
function readPlain(file: string): SecretValues | 'untrusted' | null {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found === undefined) return null
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) return 'untrusted'
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // The cause may quote the file's content, which is secret: it is left out on purpose.
    return 'untrusted'
  }
}

function writeOwn(file: string, content: Buffer): void {
  const handle = openSync(file, 'w', 0o600)
  try {
    writeSync(handle, content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

async function isAvailable(sealer: Sealer): Promise<boolean> {
  try {
    return await sealer.isAvailable()
  } catch {
    // A key store that cannot even be asked is one that is not there.
    return false
  }
}

/** An error's kind without its text, which may quote what was to be sealed. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
