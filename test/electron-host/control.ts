import type { Display, MessageBoxReturnValue, OpenDialogReturnValue, Rectangle, SaveDialogReturnValue } from 'electron'

/** What the app did to the world outside its windows, in order. */
export type HostRecord =
  | { kind: 'error-box'; title: string; content: string }
  | { kind: 'message-box' | 'open-dialog' | 'save-dialog'; options: object }
  | { kind: 'opened'; what: 'external' | 'path' | 'folder-of' | 'trash'; target: string }
  | { kind: 'notification'; title: string; body: string }
  | { kind: 'login-item'; settings: object }
  | { kind: 'app-user-model-id'; id: string }
  | { kind: 'badge'; count: number }
  | { kind: 'relaunch' }
  | { kind: 'window-open'; url: string; action: 'deny' | 'allow' }
  | { kind: 'menu-popup'; labels: string[] }
  | { kind: 'role'; role: string }

/** A notification as the person would see it. */
export interface ShownNotification {
  title: string
  body: string
  silent: boolean
  urgency: string
  isShown: boolean
  /** Does what a click on it does. */
  click(): void
}

/** The tray as the person would see it. */
export interface ShownTray {
  toolTip: string
  isDestroyed: boolean
  /** The image's bytes as a data URL: what shape is shown. */
  image: string
  /** Labels of the menu, submenus indented by two blanks, separators as `-`. */
  menu(): string[]
  /** Chooses an item by its id, or by its label. */
  choose(item: string): void
  click(): void
}

/**
 * What tests read and set of the world around the app, as `globalThis.electronHost` in its main process. Real Electron has no such thing, so
 * a test that needs it says so. It can be set before the app starts by a variable of the environment where one is named.
 */
export interface ElectronHost {
  records: HostRecord[]
  notifications: ShownNotification[]
  trays: ShownTray[]
  /** What the person answers in the next dialogs; each is cancelled unless told otherwise. */
  answers: { open: OpenDialogReturnValue; save: SaveDialogReturnValue; message: Partial<MessageBoxReturnValue> }
  /** False where the desktop shows no tray, `ELECTRON_HOST_NO_TRAY=1`: making one throws. */
  hasTray: boolean
  /** False where notifications are not supported, `ELECTRON_HOST_NO_NOTIFICATIONS=1`. */
  hasNotifications: boolean
  /** False where the key store cannot be reached, `ELECTRON_HOST_NO_KEY_STORE=1`. */
  hasKeyStore: boolean
  /** True when the key store has a newer key than the one used so far. */
  keyIsOld: boolean
  /** True when the sign-in of the person started the app, `ELECTRON_HOST_AT_LOGIN=1`. */
  wasOpenedAtLogin: boolean
  isOnline: boolean
  displays: Display[]
  /** Asks the app as Chromium would when a page wants a permission; both of its handlers must agree. */
  askPermission(permission: string): Promise<boolean>
  /** Presses a shortcut of the application menu, as `CmdOrCtrl+,`. False when none has it. */
  pressShortcut(accelerator: string): boolean
  /** The system's own appearance, under the app's. */
  setSystemAppearance(appearance: { dark?: boolean; highContrast?: boolean }): void
}

declare global {
  var electronHost: ElectronHost | undefined
}

const unset = (): never => {
  throw new Error('electron-host: the part that answers this is not loaded')
}

/** The one control of this process. Its functions are given by the parts that they belong to. */
export const control: ElectronHost = {
  records: [],
  notifications: [],
  trays: [],
  answers: { open: { canceled: true, filePaths: [] }, save: { canceled: true, filePath: '' }, message: {} },
  hasTray: process.env.ELECTRON_HOST_NO_TRAY !== '1',
  hasNotifications: process.env.ELECTRON_HOST_NO_NOTIFICATIONS !== '1',
  hasKeyStore: process.env.ELECTRON_HOST_NO_KEY_STORE !== '1',
  keyIsOld: false,
  wasOpenedAtLogin: process.env.ELECTRON_HOST_AT_LOGIN === '1',
  isOnline: true,
  displays: [displayAt(1, { x: 0, y: 0, width: 1920, height: 1080 })],
  askPermission: unset,
  pressShortcut: unset,
  setSystemAppearance: unset,
}
globalThis.electronHost = control

/** A display of the usual kind, with a task bar of 40 points below. */
export function displayAt(id: number, bounds: Rectangle): Display {
  const workArea = { ...bounds, height: bounds.height - 40 }
  return {
    id,
    bounds,
    workArea,
    size: { width: bounds.width, height: bounds.height },
    workAreaSize: { width: workArea.width, height: workArea.height },
    scaleFactor: 1,
    rotation: 0,
    label: `Display ${id}`,
    internal: id === 1,
    detected: true,
    monochrome: false,
    colorDepth: 24,
    colorSpace: 'srgb',
    depthPerComponent: 8,
    displayFrequency: 60,
    nativeOrigin: { x: bounds.x, y: bounds.y },
    maximumCursorSize: { width: 64, height: 64 },
    accelerometerSupport: 'unavailable',
    touchSupport: 'unavailable',
  }
}
