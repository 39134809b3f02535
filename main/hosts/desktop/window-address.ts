/** Where the window's pages live: a scheme of its own, so that they have an origin that no web page can have. */
const WINDOW_ORIGIN = 'app://feebridge'

/** The page, opened at one of its places (`#/errors`). */
export function pageAddress(hash = ''): string {
  return `${WINDOW_ORIGIN}/index.html${hash}`
}

/** Whether an address is the window's own. It is parsed: a comparison of beginnings would take `app://feebridge.example` for ours. */
export function isOurs(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, username, password, port } = new URL(address)
  return protocol === 'app:' && host === 'feebridge' && username === '' && password === '' && port === ''
}
