import { type SecretName, type Secrets, SecretsUnreadable } from '../../domain/ports.ts'
import { type ChildMessage, type GivenSecrets, has } from './protocol.ts'

/** Credentials that the parent keeps and this process holds in memory only. */
export interface HeldSecrets extends Secrets {
  /** Takes the parent's word that a credential is kept, or not; true when the message was that. */
  receive(message: unknown): boolean
}

/** Holds what the parent gave. A new credential goes to the parent first: it counts here only when it is kept there. */
export function holdSecrets(given: GivenSecrets, say: (message: ChildMessage) => void): HeldSecrets {
  let held = given
  let lastId = 0
  const waiting = new Map<number, (refusal: string | null) => void>()

  return {
    read(name: SecretName): string | null {
      if ('unreadable' in held) throw new SecretsUnreadable(held.unreadable)
      return held.values[name] ?? null
    },
    async write(name: SecretName, value: string): Promise<void> {
      lastId += 1
      const { promise, resolve } = Promise.withResolvers<string | null>()
      waiting.set(lastId, resolve)
      say({ keep: { id: lastId, name, value } })
      const refusal = await promise
      if (refusal !== null) throw new SecretsUnreadable(refusal)
      held = { values: { ...('values' in held ? held.values : {}), [name]: value } }
    },
    receive(message: unknown): boolean {
      if (!has(message, 'kept')) return false
      const { id, refusal } = message.kept as { id: number; refusal: string | null }
      waiting.get(id)?.(refusal)
      waiting.delete(id)
      return true
    },
  }
}
