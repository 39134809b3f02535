// main/domain holds the nouns and the numbered rules of money, without I/O: it imports nothing but the contract. This file: what the rules need from the world.

/** The ledger's clock: UTC milliseconds. Only this clock decides what is due, what is overdue and what is written. */
export interface Clock {
  nowMs(): number
}

/** Makes UUIDv7 strings; injectable so that a simulator's runs can be repeated. */
export interface Ids {
  next(): string
}

/**
 * Where credentials live. `read` gives null for a secret never set; throws {@link SecretsUnreadable} when the store cannot be trusted.
 * `write` resolves when the secret is kept, and rejects with {@link SecretsUnreadable} when it could not be: settings that need it wait for that.
 */
export interface Secrets {
  read(name: SecretName): string | null
  write(name: SecretName, value: string): Promise<void>
}
export type SecretName = 'iiq.apiKey'

/** The key store is there and cannot be read, or others can read it. The message is a sentence without any secret. */
export class SecretsUnreadable extends Error {
  override readonly name = 'SecretsUnreadable'
}

/** The log for IT people. Never given a secret or a raw record. */
export interface Log {
  info(text: string, facts?: Record<string, string | number | boolean | null>): void
  warn(text: string, facts?: Record<string, string | number | boolean | null>): void
  error(text: string, facts?: Record<string, string | number | boolean | null>): void
}
