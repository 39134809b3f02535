import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import { SHORTCUTS, SHORTCUTS_HASH, type Shortcut } from '../../../contract/shortcuts.ts'
import type { Acts } from './acts.ts'
import { menuItem } from './tray.ts'
import { pauseItems, type TrayAct } from './tray-model.ts'

/** The menu bar. Its keys are those of contract/shortcuts.ts, beside the ones that the system gives every program. */
export function setMenuBar(acts: Acts): void {
  const isMac = process.platform === 'darwin'
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        ...menuShortcuts(acts, shortcut => FILE_HASHES.has(shortcut.hash ?? '')),
        { type: 'separator' },
        isMac ? { role: 'close' } : { label: 'Quit Feebridge', role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        ...menuShortcuts(acts, ({ hash }) => hash !== undefined && !FILE_HASHES.has(hash)),
        { type: 'separator' },
        { role: 'reload' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    {
      label: '&Sync',
      submenu: [
        ...menuShortcuts(acts, ({ act }) => act === 'run-now' || act === 'test-run'),
        { type: 'separator' },
        { label: 'Pause', submenu: pauseItems(true).map(item => menuItem(item, acts)) },
      ],
    },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
    {
      role: 'help',
      submenu: [
        ...menuShortcuts(acts, ({ act }) => act === 'shortcuts'),
        { label: 'Data folder', click: acts.openDataFolder },
        ...(isMac ? [] : [{ type: 'separator' } as const, { role: 'about' } as const]),
      ],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

const FILE_HASHES = new Set(['#/export', '#/settings'])

function menuShortcuts(acts: Acts, wanted: (shortcut: Shortcut) => boolean): MenuItemConstructorOptions[] {
  return SHORTCUTS.flatMap(({ shortcuts }) => shortcuts)
    .filter(shortcut => shortcut.by === 'menu' && wanted(shortcut))
    .map(shortcut => ({ label: shortcut.words, accelerator: shortcut.keys, click: () => acts.act(actOf(shortcut)) }))
}

function actOf({ hash, act }: Shortcut): TrayAct {
  if (hash !== undefined) return { kind: 'go', hash }
  if (act === 'run-now' || act === 'test-run') return { kind: 'run', test: act === 'test-run' }
  return { kind: 'go', hash: SHORTCUTS_HASH }
}
