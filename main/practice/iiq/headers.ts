import type { IncomingHttpHeaders } from 'node:http'
import { errorReply, type Reply, validationReply } from './envelope.ts'
import type { RouteName } from './faults.ts'
import { nextShape, type Office } from './office.ts'

/** Checks what every request must carry; undefined when all is well. */
export function checkHeaders(office: Office, headers: IncomingHttpHeaders): Reply | undefined {
  const { credentials } = office
  if (headers.authorization !== `Bearer ${credentials.apiKey}`) {
    return errorReply(401, 'Authorization has been denied for this request.')
  }
  if (!isSame(headers.siteid, credentials.siteId)) {
    return errorReply(403, 'The header SiteId does not name a site of this account.')
  }
  if (!isSame(headers.productid, credentials.productId)) {
    return errorReply(403, 'The header ProductId does not name a product of this site.')
  }
  const errors = []
  if (headers.client !== 'ApiClient') {
    errors.push({ field: 'Client', message: 'The header Client must be ApiClient.' })
  }
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
    errors.push({ field: 'Content-Type', message: 'The header Content-Type must be application/json.' })
  }
  return errors.length === 0 ? undefined : validationReply(errors, ...nextShape(office))
}

/** A route that the token may not use answers like a wrong token. */
export function checkPermission(office: Office, route: RouteName): Reply | undefined {
  return office.switches.notPermitted.includes(route)
    ? errorReply(401, 'The account of this token is not permitted to do this.')
    : undefined
}

/** GUIDs are compared without case. */
function isSame(given: string | string[] | undefined, expected: string): boolean {
  return typeof given === 'string' && given.toLowerCase() === expected.toLowerCase()
}
