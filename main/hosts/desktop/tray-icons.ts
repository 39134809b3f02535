import { join } from 'node:path'
import { type NativeImage, nativeImage, nativeTheme } from 'electron'
import type { BridgeState } from '../../../contract/rows/status.ts'
import { appRoot } from '../../engine/link/app-root.ts'

/** The tray's picture of a state, for the taskbar's own colour. The larger file beside it (`@2x`) is found by Electron. */
export function trayIcon(shape: BridgeState): NativeImage {
  const image = nativeImage.createFromPath(join(appRoot(), 'resources/tray', `${shape}-${variant()}.png`))
  // A Mac colours the shape itself, as its menu bar needs it.
  if (process.platform === 'darwin') image.setTemplateImage(true)
  return image
}

function variant(): 'template' | 'on-dark' | 'on-light' {
  if (process.platform === 'darwin') return 'template'
  // A Windows taskbar has a colour of its own, apart from that of windows; panels of Linux are dark unless somebody made them light.
  if (process.platform === 'win32') return nativeTheme.shouldUseDarkColorsForSystemIntegratedUI ? 'on-dark' : 'on-light'
  return 'on-dark'
}
