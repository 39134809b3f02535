import { execFile } from 'node:child_process'

const ASK = [
  'call',
  '--session',
  '--dest=org.freedesktop.DBus',
  '--object-path=/org/freedesktop/DBus',
  '--method=org.freedesktop.DBus.NameHasOwner',
  'org.kde.StatusNotifierWatcher',
]
const ASK_MS = 2_000

/**
 * Whether the desktop shows tray icons. Windows and Macs do. On Linux it is the desktop's choice (GNOME needs an extension), and Electron does not
 * say: an icon that nobody shows would let the window vanish. Where even the desktop cannot be asked, there is taken to be one.
 */
export async function hasTrayPlace(): Promise<boolean> {
  if (process.platform !== 'linux') return true
  return await new Promise(resolve => {
    execFile('gdbus', ASK, { timeout: ASK_MS }, (error, answer) => resolve(error !== null || !answer.includes('false')))
  })
}
