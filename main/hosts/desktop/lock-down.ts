import { app, session, type WebContents } from 'electron'
import type { Log } from '../../domain/ports.ts'
import { isOurs } from './window-address.ts'

/** The one permission of the window: a button that copies a text. It can write what it shows, and read nothing. */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

/**
 * What the window may not do, following Electron's security recommendations: no further permission is granted, nothing from elsewhere is loaded, no page
 * leads away, no further window or webview is opened, nothing is downloaded. Files leave by the host's own dialogs only.
 */
export function lockDown(log: Log): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((contents, permission, answer) => {
    const granted = GRANTED.has(permission) && isOurs(contents.getURL())
    if (!granted) log.warn('A permission was refused to the window.', { permission })
    answer(granted)
  })
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => GRANTED.has(permission) && isOurs(origin))
  defaultSession.setDevicePermissionHandler(() => false)
  defaultSession.setDisplayMediaRequestHandler((_request, answer) => answer(null))
  defaultSession.setSpellCheckerEnabled(false)
  defaultSession.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !mayLoad(request.url) }))
  defaultSession.on('will-download', event => event.preventDefault())
  app.on('web-contents-created', (_event, contents) => confine(contents, log))
}

function confine(contents: WebContents, log: Log): void {
  const refuse = (event: { preventDefault(): void; url: string }): void => {
    if (isOurs(event.url)) return
    event.preventDefault()
    log.warn('The window was kept from leaving its own pages.')
  }
  contents.on('will-navigate', refuse)
  contents.on('will-frame-navigate', refuse)
  contents.on('will-redirect', refuse)
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** The window's own files, those files as the handler reads them, pictures inside a page, and the tools of a developer. */
function mayLoad(url: string): boolean {
  return isOurs(url) || /^(file|data|devtools):/.test(url)
}
