/** What a menu item or a key does beyond opening a page. */
export type ShortcutAct = 'run-now' | 'test-run' | 'shortcuts'

/** One key, for the list under `?`, the desktop's menu bar and the window alike. */
export interface Shortcut {
  /** As Electron writes accelerators: `CmdOrCtrl` is Command on a Mac and Control elsewhere. */
  keys: string
  /** What it does, as the list and the menu say it. */
  words: string
  /**
   * `menu`: only where there is a menu bar (the desktop), because browsers keep these keys for themselves.
   * `window`: the window itself hears it, in every host.
   */
  by: 'menu' | 'window'
  /** An address to open, or an act; absent for keys that belong to what has the focus (a table, a panel). */
  hash?: string
  act?: ShortcutAct
}

/** What a menu sends to show the list of shortcuts over whatever page is open; it is no page of its own. */
export const SHORTCUTS_HASH = '#/shortcuts'

const tab = (keys: string, words: string, hash: string): Shortcut => ({ keys, words, by: 'menu', hash })

/**
 * Every shortcut, declared once; the tabs are numbered as the rail shows them. None is an editing key of an operating system or one that
 * Chromium uses inside a page. F9 calculates a sheet anew in Excel, so it is the key for running now.
 */
export const SHORTCUTS: readonly { group: string; shortcuts: readonly Shortcut[] }[] = [
  {
    group: 'Go to',
    shortcuts: [
      tab('CmdOrCtrl+1', 'Overview', '#/overview'),
      tab('CmdOrCtrl+2', 'Fees', '#/fees'),
      tab('CmdOrCtrl+3', 'Students', '#/students'),
      tab('CmdOrCtrl+4', 'Import Log', '#/import-log'),
      tab('CmdOrCtrl+5', 'Errors', '#/errors'),
      tab('CmdOrCtrl+6', 'Sync History', '#/sync-history'),
      tab('CmdOrCtrl+7', 'Locations', '#/locations'),
      tab('CmdOrCtrl+8', 'Item Categories', '#/item-categories'),
      tab('CmdOrCtrl+9', 'Item Types', '#/item-types'),
      tab('CmdOrCtrl+Shift+T', 'Transfers', '#/transfers'),
      tab('CmdOrCtrl+Shift+E', 'Export', '#/export'),
      tab('CmdOrCtrl+,', 'Settings', '#/settings'),
    ],
  },
  {
    group: 'Sync',
    shortcuts: [
      { keys: 'F9', words: 'Run now', by: 'menu', act: 'run-now' },
      { keys: 'Shift+F9', words: 'Run in test mode', by: 'menu', act: 'test-run' },
    ],
  },
  {
    group: 'Lists',
    shortcuts: [
      { keys: 'Up', words: 'The row above; with its panel open, the fee or import above', by: 'window' },
      { keys: 'Down', words: 'The row below; with its panel open, the fee or import below', by: 'window' },
      { keys: 'Home', words: 'The first row', by: 'window' },
      { keys: 'End', words: 'The last row', by: 'window' },
      { keys: 'Enter', words: 'Open the row in its panel', by: 'window' },
      { keys: 'Space', words: 'Select the row', by: 'window' },
      { keys: 'Escape', words: 'Close the panel', by: 'window' },
      { keys: '/', words: 'Search; then Enter or ↓ goes to the first row', by: 'window' },
      { keys: '0–9', words: 'Search for a School Id, typed or scanned', by: 'window' },
    ],
  },
  {
    group: 'Fees and Students',
    shortcuts: [
      { keys: 'P', words: 'Take a payment for the fee or student of the row or panel', by: 'window' },
      { keys: 'R', words: 'The receipt of the payment just taken', by: 'window' },
    ],
  },
  {
    group: 'Help',
    shortcuts: [
      { keys: '?', words: 'Keyboard shortcuts', by: 'window', act: 'shortcuts' },
      { keys: 'F1', words: 'Keyboard shortcuts', by: 'menu', act: 'shortcuts' },
    ],
  },
]
