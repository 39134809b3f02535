import type { IiqSettings } from '../../contract/settings.ts'
import type { Clock, Log } from '../domain/ports.ts'
import type { SystemPort } from '../domain/system.ts'
import type { HttpFetch } from '../systems/exchange.ts'
import { type OwnFetch, openHttpFetch } from '../systems/http-fetch.ts'
import { openIiq } from '../systems/iiq/client.ts'
import { iiqOrigin } from '../systems/iiq/origin.ts'
import { readProfile } from '../systems/iiq/profile.ts'
import type { IiqSetup } from './settings-store.ts'

/** Keeps the one open way to each outside system, and opens it anew when its settings change. `given` is a host's own fetch; absent, Node's is used. */
export function openSystems(clock: Clock, log: Log, given?: HttpFetch) {
  let web: OwnFetch | null = null
  const webFetch = (): HttpFetch => {
    if (given !== undefined) return given
    web ??= openHttpFetch()
    return web.fetch
  }
  let iiq: { fingerprint: string; port: SystemPort } | null = null
  return {
    iiq({ district, iiq: settings }: IiqSetup): SystemPort {
      const fingerprint = JSON.stringify([settings, district.timeZone])
      if (iiq?.fingerprint === fingerprint) return iiq.port
      const before = iiq?.port
      iiq = { fingerprint, port: openIiq({ settings, timeZone: district.timeZone, fetch: webFetch(), clock, log }) }
      if (before !== undefined)
        before.close().catch(error => log.warn('An old connection could not be closed.', { error: String(error) }))
      return iiq.port
    },
    /** A way of its own for settings that are only tried; whoever asked closes it. */
    tryIiq: (settings: IiqSetup['iiq'], timeZone: string): SystemPort =>
      openIiq({ settings, timeZone, fetch: webFetch(), clock, log }),
    opened: (): SystemPort | null => iiq?.port ?? null,
    async close(): Promise<void> {
      const [port, own] = [iiq?.port, web]
      iiq = null
      web = null
      await port?.close()
      await own?.close()
    },
  }
}

/** Whether the system's address is on this computer. */
export function isOnLoopback(settings: IiqSettings): boolean {
  const address = iiqOrigin(settings)
  return address.kind === 'origin' && address.isLoopback
}

/** True when settings lead to another address than before: the key of the old one is never sent there. */
export function goesElsewhere(before: IiqSettings, after: IiqSettings): boolean {
  const [known, wanted] = [iiqOrigin(before), iiqOrigin(after)]
  return known.kind === 'bad' || wanted.kind === 'bad' || known.origin !== wanted.origin
}

/** Why an address or a profile cannot be used, with its field; null when both can. */
export function checkIiqWire(settings: IiqSettings): { field: string; message: string } | null {
  const address = iiqOrigin(settings)
  if (address.kind === 'bad')
    return {
      field: settings.baseUrl === undefined ? 'systems.iiq.apiDomain' : 'systems.iiq.baseUrl',
      message: address.message,
    }
  const profile = readProfile(settings.profile)
  return profile.kind === 'bad' ? { field: 'systems.iiq.profile', message: profile.message } : null
}
