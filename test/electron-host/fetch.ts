/**
 * Node's fetch in place of Chromium's: no system proxy, no system certificates. As in Electron, a redirect that is not to be followed is an error
 * without its status.
 */
export async function fetchAsElectron(input: string | Request, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(input, init)
  const isRedirect = response.status >= 300 && response.status < 400 && response.headers.has('Location')
  if (init.redirect === 'manual' && isRedirect) throw new Error('Redirect was cancelled')
  return response
}
