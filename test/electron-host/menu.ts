import type { Menu as ElectronMenu, MenuItem as ElectronMenuItem, MenuItemConstructorOptions } from 'electron'
import { BrowserWindow } from './browser-window.ts'
import { control } from './control.ts'
import { doRole, labelOf, type Role } from './menu-roles.ts'
import { asElectron, Emulated, type PartOf, strict } from './strict.ts'

let applicationMenu: EmulatedMenu | null = null

/** A menu as it was built: nothing is drawn, every item can be found and clicked. */
class EmulatedMenu extends Emulated implements PartOf<ElectronMenu> {
  items: ElectronMenuItem[] = []

  static buildFromTemplate(template: (MenuItemConstructorOptions | ElectronMenuItem)[]): ElectronMenu {
    const menu = new EmulatedMenu()
    for (const item of template) {
      const isBuilt = item instanceof EmulatedMenuItem
      menu.append(isBuilt ? asElectron(item) : asElectron(new EmulatedMenuItem(item as MenuItemConstructorOptions)))
    }
    return asElectron(menu)
  }

  static setApplicationMenu(menu: ElectronMenu | null): void {
    applicationMenu = menu === null ? null : asElectron<EmulatedMenu>(menu)
  }

  static getApplicationMenu(): ElectronMenu | null {
    return applicationMenu === null ? null : asElectron(applicationMenu)
  }

  append(item: ElectronMenuItem): void {
    this.items.push(item)
  }

  insert(position: number, item: ElectronMenuItem): void {
    this.items.splice(position, 0, item)
  }

  getMenuItemById(id: string): ElectronMenuItem | null {
    return everyItem(this).find(item => item.id === id) ?? null
  }

  popup(): void {
    control.records.push({ kind: 'menu-popup', labels: this.items.map(item => item.label) })
  }

  closePopup(): void {
    // It closes by itself: nothing is drawn.
  }
}

class EmulatedMenuItem extends Emulated implements Partial<Omit<ElectronMenuItem, 'role'>> {
  static #lastCommand = 0

  readonly commandId: number
  id: string
  label: string
  sublabel: string
  toolTip: string
  type: ElectronMenuItem['type']
  role?: Role
  accelerator: string | null
  icon?: NonNullable<ElectronMenuItem['icon']>
  submenu?: ElectronMenu
  enabled: boolean
  visible: boolean
  checked: boolean
  readonly click: (event?: unknown, window?: unknown) => void

  constructor(options: MenuItemConstructorOptions) {
    super()
    EmulatedMenuItem.#lastCommand += 1
    this.commandId = EmulatedMenuItem.#lastCommand
    const { submenu, role } = options
    this.id = options.id ?? ''
    this.label = options.label ?? labelOf(role)
    this.sublabel = options.sublabel ?? ''
    this.toolTip = options.toolTip ?? ''
    this.type = options.type ?? (submenu === undefined ? 'normal' : 'submenu')
    this.accelerator = options.accelerator ?? null
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    if (role !== undefined) this.role = role
    if (options.icon !== undefined) this.icon = options.icon
    if (submenu !== undefined)
      this.submenu = Array.isArray(submenu) ? EmulatedMenu.buildFromTemplate(submenu) : asElectron(submenu)
    this.click = (event, window) => this.#choose(options.click, event, window)
  }

  /** As the person chooses it: a disabled item does nothing, a box is ticked before its click is told. */
  #choose(click: MenuItemConstructorOptions['click'], event: unknown, window: unknown): void {
    if (!this.enabled || !this.visible) return
    if (this.type === 'checkbox') this.checked = !this.checked
    if (this.type === 'radio') this.checked = true
    if (click === undefined) {
      if (this.role !== undefined) doRole(this.role)
      return
    }
    const target = window ?? BrowserWindow.getFocusedWindow() ?? undefined
    click(asElectron(this), asElectron(target as object), asElectron((event ?? {}) as object))
  }
}

/** Every item of a menu and of the menus in it. */
export function everyItem(menu: Pick<ElectronMenu, 'items'>): ElectronMenuItem[] {
  return menu.items.flatMap(item => [item, ...(item.submenu === undefined ? [] : everyItem(item.submenu))])
}

export const Menu = strict('Menu', EmulatedMenu)
export const MenuItem = strict('MenuItem', EmulatedMenuItem)

control.pressShortcut = accelerator => {
  const wanted = keysOf(accelerator)
  const item = everyItem(applicationMenu ?? { items: [] }).find(
    each => each.accelerator !== null && keysOf(each.accelerator) === wanted && each.enabled,
  )
  item?.click()
  return item !== undefined
}

/** One spelling for a shortcut, as on Linux. */
function keysOf(accelerator: string): string {
  const names: Record<string, string> = { cmdorctrl: 'ctrl', commandorcontrol: 'ctrl', control: 'ctrl', option: 'alt' }
  return accelerator
    .toLowerCase()
    .split('+')
    .map(key => names[key] ?? key)
    .sort()
    .join('+')
}
