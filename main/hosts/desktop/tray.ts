import { Menu, type MenuItemConstructorOptions, nativeTheme, Tray } from 'electron'
import type { Log } from '../../domain/ports.ts'
import type { Acts } from './acts.ts'
import type { StatusWatch } from './status-watch.ts'
import { trayIcon } from './tray-icons.ts'
import { type TrayItem, trayOf } from './tray-model.ts'
import { hasTrayPlace } from './tray-place.ts'

/** The icon in the taskbar, where the desktop has a place for one. */
export interface TrayIcon {
  /** Whether it can be seen, as far as the system says. */
  exists(): boolean
}

/** Makes the tray and keeps it as the status says. */
export async function openTray(watch: StatusWatch, acts: Acts, log: Log): Promise<TrayIcon> {
  const tray = (await hasTrayPlace()) ? make(watch, log) : null
  if (tray === null) {
    log.info('This desktop shows no tray: closing the window quits Feebridge.')
    return { exists: () => false }
  }
  let drawn = ''
  const draw = (): void => {
    const model = trayOf(watch.standing())
    tray.setImage(trayIcon(model.shape))
    tray.setToolTip(model.tooltip)
    // An open menu closes when it is replaced, so it is replaced only when it has changed.
    const items = JSON.stringify(model.items)
    if (items !== drawn) tray.setContextMenu(Menu.buildFromTemplate(model.items.map(item => menuItem(item, acts))))
    drawn = items
  }
  watch.onStanding(draw)
  nativeTheme.on('updated', draw)
  // On Windows a click opens the window; elsewhere a click opens the menu, by custom.
  if (process.platform === 'win32') tray.on('click', () => acts.act({ kind: 'open' }))
  return { exists: () => !tray.isDestroyed() }
}

function make(watch: StatusWatch, log: Log): Tray | null {
  try {
    return new Tray(trayIcon(trayOf(watch.standing()).shape))
  } catch (error) {
    log.warn('The tray cannot be shown.', { why: error instanceof Error ? error.message : String(error) })
    return null
  }
}

/** An item of a menu, in the tray or the menu bar. */
export function menuItem(item: TrayItem, acts: Acts): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'line':
      return { type: 'separator' }
    case 'words':
      return { label: escaped(item.words), enabled: false }
    case 'item':
      return { label: escaped(item.words), enabled: item.enabled, click: () => acts.act(item.act) }
    case 'menu':
      return {
        label: escaped(item.words),
        enabled: item.enabled,
        submenu: item.items.map(each => menuItem(each, acts)),
      }
  }
}

/** A menu takes `&` for the mark of its key. */
function escaped(words: string): string {
  return words.replaceAll('&', '&&')
}
