import { safeStorage } from 'electron'
import type { Sealer } from './sealed-secrets.ts'

/**
 * The computer's key store (Keychain, DPAPI, Secret Service) through Electron. On Linux without one, Chromium falls back to a password that
 * stands in its source code; that seals nothing, so it counts as no key store.
 */
export const keyStore: Sealer = {
  async isAvailable() {
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false
    return await safeStorage.isAsyncEncryptionAvailable()
  },
  seal: text => safeStorage.encryptStringAsync(text),
  async open(sealed) {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed)
    return { text: result, stale: shouldReEncrypt }
  },
}
