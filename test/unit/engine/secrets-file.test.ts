import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SecretsUnreadable } from '../../../main/domain/ports.ts'
import { SECRET_FILES } from '../../../main/engine/engine.ts'
import { openSecretsFile } from '../../../main/engine/secrets-file.ts'
import { makeTempDir } from '../../fixtures/temp-dir.ts'

function place() {
  const dir = makeTempDir()
  const file = join(dir, SECRET_FILES.plain)
  return { dir, file, secrets: openSecretsFile(file) }
}

test('a credential is kept in a file that its owner alone can read', async () => {
  const { file, secrets } = place()
  expect(secrets.read('iiq.apiKey')).toBeNull()
  await secrets.write('iiq.apiKey', 'invented-1')
  expect(openSecretsFile(file).read('iiq.apiKey')).toBe('invented-1')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a key file that others can read is refused', async () => {
  const { file, secrets } = place()
  await secrets.write('iiq.apiKey', 'invented-1')
  chmodSync(file, 0o640)
  expect(() => secrets.read('iiq.apiKey')).toThrow(SecretsUnreadable)
})

test('credentials that the desktop app keeps in the key store are said to be there, not missing', () => {
  const { dir, secrets } = place()
  writeFileSync(join(dir, SECRET_FILES.sealed), 'sealed')
  expect(() => secrets.read('iiq.apiKey')).toThrow(/key store of the Feebridge desktop app/)
})

test('no key file is made beside the desktop app’s: it would soon hold an old key', async () => {
  const { dir, file, secrets } = place()
  writeFileSync(join(dir, SECRET_FILES.sealed), 'sealed')
  await expect(secrets.write('iiq.apiKey', 'invented-1')).rejects.toThrow(SecretsUnreadable)
  expect(existsSync(file)).toBe(false)
})
