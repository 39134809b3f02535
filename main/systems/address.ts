/** The origin that requests go to, or why it cannot be used, as a sentence. */
export type Address = { kind: 'origin'; origin: string; isLoopback: boolean } | { kind: 'bad'; message: string }

/** Reads the origin out of a URL. HTTPS only, unless the address is this computer itself; a name or password in the URL is refused, because a URL ends up in logs. */
export function readAddress(url: string, field: string): Address {
  if (!URL.canParse(url))
    return { kind: 'bad', message: `${field} is not an address that can be used. Enter it as your provider gave it.` }
  const parsed = new URL(url)
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') {
    return {
      kind: 'bad',
      message: `${field} begins with ${parsed.protocol}//, which is not https://. Enter an https address.`,
    }
  }
  if (parsed.username !== '' || parsed.password !== '') {
    return {
      kind: 'bad',
      message: `${field} contains a user name or password. Remove it: credentials have fields of their own.`,
    }
  }
  const isLoopback = isLoopbackHost(parsed.hostname)
  if (parsed.protocol === 'http:' && !isLoopback) {
    return {
      kind: 'bad',
      message: `${field} is http://${parsed.host}, which is not encrypted. Credentials and student data are only sent over https; enter an https address.`,
    }
  }
  return { kind: 'origin', origin: parsed.origin, isLoopback }
}

function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  )
}
