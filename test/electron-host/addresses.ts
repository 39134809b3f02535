/** Pages of a scheme of the app are shown under an https address of this suffix: Chromium alone would not load the scheme. */
const SUFFIX = '.electron-host.internal'

/** The address under which Chromium shows a page of one of the app's schemes: `app://feebridge/x` as `https://feebridge.app.electron-host.internal/x`. */
export function shownAddress(address: string, schemes: ReadonlySet<string>): string {
  const url = new URL(address)
  const scheme = url.protocol.slice(0, -1)
  if (!schemes.has(scheme)) return address
  return `https://${url.host}.${scheme}${SUFFIX}${url.pathname}${url.search}${url.hash}`
}

/** The address as the app knows it. */
export function ownAddress(shown: string): string {
  const found = /^https:\/\/([^/]*)\.([^./]+)\.electron-host\.internal(\/.*)?$/.exec(shown)
  if (found === null) return shown
  const [, host, scheme, rest = '/'] = found
  return `${scheme}://${host}${rest}`
}

/** The origin as Electron gives it: that of a scheme of the app too, which URL calls "null". */
export function originOf(address: string): string {
  const url = new URL(address)
  return url.origin === 'null' && url.host !== '' ? `${url.protocol}//${url.host}` : url.origin
}
