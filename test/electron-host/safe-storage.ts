import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { DecryptStringAsyncReturnValue, SafeStorage } from 'electron'
import { app } from './app.ts'
import { control } from './control.ts'
import { strict } from './strict.ts'

const VERSION = Buffer.from('v10')
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A real cipher. Its key belongs to this data folder, as a key store's belongs to an account: elsewhere the text cannot be read. */
export const safeStorage = strict('safeStorage', {
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return app.isReady() && control.hasKeyStore
  },
  async encryptStringAsync(plainText: string): Promise<Buffer> {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', takeKey(), nonce)
    return Buffer.concat([VERSION, nonce, cipher.update(plainText, 'utf8'), cipher.final(), cipher.getAuthTag()])
  },
  async decryptStringAsync(encrypted: Buffer): Promise<DecryptStringAsyncReturnValue> {
    const key = takeKey()
    const bytes = Buffer.from(encrypted)
    if (!bytes.subarray(0, VERSION.length).equals(VERSION)) throw new Error('Error while decrypting the ciphertext')
    const nonceEnd = VERSION.length + NONCE_BYTES
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(VERSION.length, nonceEnd))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    const plain = Buffer.concat([decipher.update(bytes.subarray(nonceEnd, -TAG_BYTES)), decipher.final()])
    return { result: plain.toString('utf8'), shouldReEncrypt: control.keyIsOld }
  },
  getSelectedStorageBackend() {
    return control.hasKeyStore ? 'gnome_libsecret' : 'basic_text'
  },
} satisfies Partial<SafeStorage>)

function takeKey(): Buffer {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready')
  if (!control.hasKeyStore) throw new Error('Error while encrypting: the key store is not available')
  return createHash('sha256')
    .update(`electron-host ${app.getPath('userData')}`)
    .digest()
}
