import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Log } from '../../../../main/domain/ports.ts'
import { type Sealer, sealedSecrets } from '../../../../main/hosts/desktop/sealed-secrets.ts'
import { makeTempDir } from '../../../fixtures/temp-dir.ts'

/** A small real key store: AES-GCM under a key that it can lose, lock and replace. */
class KeyStore implements Sealer {
  isThere = true
  isLocked = false
  #key = randomBytes(32)
  #before: Buffer | null = null

  async isAvailable(): Promise<boolean> {
    return this.isThere
  }

  async seal(text: string): Promise<Buffer> {
    this.#refuseLocked()
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce)
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), body])
  }

  async open(sealed: Buffer): Promise<{ text: string; stale: boolean }> {
    this.#refuseLocked()
    try {
      return { text: unseal(sealed, this.#key), stale: false }
    } catch (error) {
      if (this.#before === null) throw error
      return { text: unseal(sealed, this.#before), stale: true }
    }
  }

  /** The key is replaced; what was sealed under the one before can still be opened. */
  turnOver(): void {
    this.#before = this.#key
    this.#key = randomBytes(32)
  }

  /** A new computer: nothing that was sealed can be opened any more. */
  lose(): void {
    this.#before = null
    this.#key = randomBytes(32)
  }

  #refuseLocked(): void {
    if (this.isLocked) throw new Error('The key store is locked.')
  }
}

function unseal(sealed: Buffer, key: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
}

function place(keyFile?: unknown) {
  const dir = makeTempDir()
  const plain = join(dir, 'secrets.json')
  const sealed = join(dir, 'secrets.sealed')
  if (keyFile !== undefined) writeFileSync(plain, JSON.stringify(keyFile), { mode: 0o600 })
  const store = new KeyStore()
  const lines: string[] = []
  const line: Log['info'] = (text, facts) => void lines.push(`${text} ${JSON.stringify(facts ?? {})}`)
  const log: Log = { info: line, warn: line, error: line }
  return { dir, plain, sealed, store, lines, log, open: () => sealedSecrets(dir, store, log) }
}

const KEY = { 'iiq.apiKey': 'invented-key-0001' }

test('the key file is moved into the key store: sealed, read back, and only then deleted', async () => {
  const { plain, sealed, lines, open } = place(KEY)
  expect(await open().given()).toEqual({ values: KEY })
  expect(existsSync(plain)).toBe(false)
  expect(readFileSync(sealed).includes('invented')).toBe(false)
  expect(lines.join()).toContain('moved from the key file to the key store')
})

test('F1 the sealed file is readable by its owner alone, and nothing is left beside it', async () => {
  const { dir, sealed, open } = place(KEY)
  await open().given()
  expect(statSync(sealed).mode & 0o777).toBe(0o600)
  expect(readdirSync(dir)).toEqual(['secrets.sealed'])
})

test('the next start opens what is sealed', async () => {
  const { open } = place(KEY)
  await open().given()
  expect(await open().given()).toEqual({ values: KEY })
})

test('a new ledger has no credentials, and no file until one is kept', async () => {
  const { dir, open } = place()
  expect(await open().given()).toEqual({ values: {} })
  expect(readdirSync(dir)).toEqual([])
})

test('a credential that was kept is there at the next start, beside the others', async () => {
  const { open } = place({ 'other.key': 'invented-2' })
  const secrets = open()
  await secrets.given()
  expect(await secrets.keep('iiq.apiKey', 'invented-3')).toBeNull()
  expect(await open().given()).toEqual({ values: { 'other.key': 'invented-2', 'iiq.apiKey': 'invented-3' } })
})

test('without a key store the key file stays as it is, and the log says so', async () => {
  const { plain, sealed, store, lines, open } = place(KEY)
  store.isThere = false
  expect(await open().given()).toBeNull()
  expect([existsSync(plain), existsSync(sealed)]).toEqual([true, false])
  expect(lines.join()).toContain('no key store')
})

test('a key store that fails while moving leaves the key file where it is', async () => {
  const { dir, store, open } = place(KEY)
  store.isLocked = true
  expect(await open().given()).toBeNull()
  expect(readdirSync(dir)).toEqual(['secrets.json'])
})

test('a crash between sealing and deleting is mended by the next start', async () => {
  const { plain, open } = place(KEY)
  await open().given()
  writeFileSync(plain, JSON.stringify(KEY), { mode: 0o600 })
  expect(await open().given()).toEqual({ values: KEY })
  expect(existsSync(plain)).toBe(false)
})

test('a sealed file of another computer is told in a sentence, and entering the key again replaces it', async () => {
  const { store, open } = place(KEY)
  await open().given()
  store.lose()
  const secrets = open()
  expect(await secrets.given()).toEqual({ unreadable: expect.stringContaining('enter the API Key again in Settings') })
  expect(await secrets.keep('iiq.apiKey', 'invented-4')).toBeNull()
  expect(await open().given()).toEqual({ values: { 'iiq.apiKey': 'invented-4' } })
})

test('a key store that has gone after sealing is told, and no key file is made in its place', async () => {
  const { dir, store, open } = place(KEY)
  await open().given()
  store.isThere = false
  expect(await open().given()).toEqual({ unreadable: expect.stringContaining('key store') })
  expect(readdirSync(dir)).toEqual(['secrets.sealed'])
})

test('a credential that cannot be sealed is refused, and what was kept before stays', async () => {
  const { store, open } = place(KEY)
  const secrets = open()
  await secrets.given()
  store.isLocked = true
  expect(await secrets.keep('iiq.apiKey', 'invented-5')).toContain('nothing was changed')
  store.isLocked = false
  expect(await open().given()).toEqual({ values: KEY })
})

test('what was sealed under an older key is sealed anew', async () => {
  const { sealed, store, open } = place(KEY)
  await open().given()
  store.turnOver()
  const before = readFileSync(sealed)
  expect(await open().given()).toEqual({ values: KEY })
  expect(readFileSync(sealed).equals(before)).toBe(false)
  store.turnOver()
  expect(await open().given()).toEqual({ values: KEY })
})

test('a key file that others can read is not taken over: the engine refuses it with its own sentence', async () => {
  const { plain, open } = place(KEY)
  chmodSync(plain, 0o644)
  expect(await open().given()).toBeNull()
  expect(existsSync(plain)).toBe(true)
})

test('no line of the log holds a credential', async () => {
  const { plain, store, lines, open } = place(KEY)
  await open().given()
  store.lose()
  await open().given()
  writeFileSync(plain, '{"iiq.apiKey": "invented-6", broken', { mode: 0o600 })
  await open().given()
  expect(lines.length).toBeGreaterThan(1)
  expect(lines.join()).not.toContain('invented')
})
