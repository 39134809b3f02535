import type { IiqSettings } from '../../../contract/settings.ts'
import { type Address, readAddress } from '../address.ts'

/**
 * The origin that all requests to Incident IQ go to [D]: `baseUrl` if there is one, else from `apiDomain`: a word `demo` → `https://demo.incidentiq.com`, a host →
 * `https://{host}`, a URL → its origin. Refused in a sentence: what is neither, and http to another computer.
 */
export function iiqOrigin(settings: Pick<IiqSettings, 'apiDomain' | 'baseUrl'>): Address {
  if (settings.baseUrl !== undefined) return readAddress(settings.baseUrl, 'baseUrl')
  const domain = settings.apiDomain.trim()
  if (domain.includes('://')) return readAddress(domain, 'API Domain')
  if (/^[A-Za-z0-9-]+$/.test(domain)) return readAddress(`https://${domain}.incidentiq.com`, 'API Domain')
  return readAddress(`https://${domain}`, 'API Domain')
}
