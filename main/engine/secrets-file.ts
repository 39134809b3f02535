import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type SecretName, type Secrets, SecretsUnreadable } from '../domain/ports.ts'
import { SECRET_FILES } from './engine.ts'

/**
 * Credentials in a key file that its owner alone can read, for hosts without the operating system's key store.
 * A file that others can read, or that is not whole, is refused: nothing is sent with a key that may have leaked or changed.
 */
export function openSecretsFile(file: string): Secrets {
  const readAll = openReader(file)
  return {
    read(name: SecretName): string | null {
      return readAll()[name] ?? null
    },
    async write(name: SecretName, value: string): Promise<void> {
      const all = { ...readAll(), [name]: value }
      const part = `${file}.part`
      const handle = openSync(part, 'w', 0o600)
      try {
        writeSync(handle, JSON.stringify(all))
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      renameSync(part, file)
    },
  }
}

type Kept = Partial<Record<SecretName, string>>

/** Reads the key file anew only when it is another one than before; who may read it is looked at each time. */
function openReader(file: string): () => Kept {
  let known: { mark: string; kept: Kept } | null = null
  return () => {
    refuseSealed(file)
    const found = statSync(file, { throwIfNoEntry: false, bigint: true })
    if (found === undefined) return {}
    refuseOpen(file, Number(found.mode))
    const mark = `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`
    if (known?.mark !== mark) known = { mark, kept: readAll(file) }
    return known.kept
  }
}

function refuseOpen(file: string, mode: number): void {
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new SecretsUnreadable(
      `Other users of this computer can read the key file ${file}. Make it yours alone (chmod 600), and change the keys if you are in doubt.`,
    )
  }
}

function readAll(file: string): Kept {
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // The cause may quote the file's content, which is secret: it is left out on purpose.
    throw new SecretsUnreadable(`The key file ${file} cannot be read. Enter the keys again in Settings.`)
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new SecretsUnreadable(`The key file ${file} is not a key file. Enter the keys again in Settings.`)
  }
  return parsed
}

/** The desktop app keeps this folder's credentials in the key store of the computer; a second place for them would soon hold an old key. */
function refuseSealed(file: string): void {
  if (!existsSync(join(dirname(file), SECRET_FILES.sealed))) return
  throw new SecretsUnreadable(
    `The credentials of this ledger are in the key store of the Feebridge desktop app, and only the app can open them. Start the app, and do this again while it runs.`,
  )
}
