import type { BrowserWindow as ElectronWindow, MenuItemConstructorOptions } from 'electron'
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { control } from './control.ts'

/** A template may name more roles than electron.d.ts lets a built item have. */
export type Role = NonNullable<MenuItemConstructorOptions['role']>

const ZOOM_STEP = 0.5

/** What the roles do that can be seen by an app; the others (copy, paste, hide) are the system's and only recorded. */
const DEEDS: Partial<Record<Role, (window: ElectronWindow | null) => void>> = {
  quit: () => app.quit(),
  close: window => window?.close(),
  minimize: window => window?.minimize(),
  reload: window => window?.webContents.reload(),
  forceReload: window => window?.webContents.reload(),
  togglefullscreen: window => window?.setFullScreen(!window.isFullScreen()),
  resetZoom: window => window?.webContents.setZoomLevel(0),
  zoomIn: window => zoomBy(window, ZOOM_STEP),
  zoomOut: window => zoomBy(window, -ZOOM_STEP),
}

export function doRole(role: Role): void {
  control.records.push({ kind: 'role', role })
  DEEDS[role]?.(BrowserWindow.getFocusedWindow())
}

/** The words that Electron gives to a role, made from its name: `resetZoom` is "Reset Zoom". */
export function labelOf(role: Role | undefined): string {
  if (role === undefined) return ''
  const spaced = role.replace(/([a-z])([A-Z])/g, '$1 $2')
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

function zoomBy(window: ElectronWindow | null, step: number): void {
  if (window !== null) window.webContents.setZoomLevel(window.webContents.getZoomLevel() + step)
}
