import type { Tray as ElectronTray, Menu, MenuItem, NativeImage } from 'electron'
import { control } from './control.ts'
import { everyItem } from './menu.ts'
import { nativeImage } from './native-image.ts'
import { Emulated, type PartOf, preventableEvent, strict } from './strict.ts'

class EmulatedTray extends Emulated implements PartOf<ElectronTray> {
  #image: NativeImage
  #toolTip = ''
  #title = ''
  #menu: Menu | null = null
  #isDestroyed = false

  constructor(image: NativeImage | string) {
    super()
    if (!control.hasTray) throw new Error('electron-host: this desktop shows no tray')
    this.#image = imageOf(image)
    control.trays.push(this.#shown())
  }

  setImage(image: NativeImage | string): void {
    this.#image = imageOf(image)
  }

  setPressedImage(): void {
    // Shown while a finger is on it, on macOS.
  }

  setToolTip(toolTip: string): void {
    this.#toolTip = toolTip
  }

  setTitle(title: string): void {
    this.#title = title
  }

  getTitle(): string {
    return this.#title
  }

  setContextMenu(menu: Menu | null): void {
    this.#menu = menu
  }

  popUpContextMenu(menu?: Menu): void {
    const shown = menu ?? this.#menu
    control.records.push({ kind: 'menu-popup', labels: (shown?.items ?? []).map(item => item.label) })
  }

  setIgnoreDoubleClickEvents(): void {
    // Tests click once.
  }

  destroy(): void {
    this.#isDestroyed = true
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  /** As the person sees it; read anew at every look. */
  #shown(): (typeof control.trays)[number] {
    const read = {
      toolTip: () => this.#toolTip,
      image: () => this.#image.toDataURL(),
      menu: () => this.#menu,
      isDestroyed: () => this.#isDestroyed,
    }
    return {
      get toolTip() {
        return read.toolTip()
      },
      get image() {
        return read.image()
      },
      get isDestroyed() {
        return read.isDestroyed()
      },
      menu: () => linesOf(read.menu(), ''),
      choose: wanted => chooseIn(read.menu(), wanted),
      click: () => void this.emit('click', preventableEvent({}), { x: 0, y: 0, width: 16, height: 16 }),
    }
  }
}

export const Tray = strict('Tray', EmulatedTray)

function imageOf(image: NativeImage | string): NativeImage {
  return typeof image === 'string' ? nativeImage.createFromPath(image) : image
}

function linesOf(menu: Menu | null, indent: string): string[] {
  const visible = (menu?.items ?? []).filter(item => item.visible)
  return visible.flatMap(item => [
    indent + (item.type === 'separator' ? '-' : item.label),
    ...(item.submenu === undefined ? [] : linesOf(item.submenu, `${indent}  `)),
  ])
}

function chooseIn(menu: Menu | null, wanted: string): void {
  const item = everyItem(menu ?? { items: [] }).find((each: MenuItem) => each.id === wanted || each.label === wanted)
  if (item === undefined) throw new Error(`electron-host: the tray's menu has no item ${wanted}`)
  item.click()
}
