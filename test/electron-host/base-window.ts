import type { BaseWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron'
import { Emulated, type PartOf } from './strict.ts'

type Shape = 'normal' | 'minimized' | 'maximized' | 'full'

/** What of a window is not its page: where it is, and how it is shown. It is never drawn; headless Chromium draws the page alone. */
export class EmulatedBaseWindow extends Emulated implements PartOf<BaseWindow> {
  static #lastId = 0
  static #focused: EmulatedBaseWindow | null = null

  readonly id: number
  #bounds: Rectangle
  #isVisible: boolean
  #shape: Shape = 'normal'
  #title: string
  #backgroundColor: string
  #minimum: number[]

  constructor(options: BrowserWindowConstructorOptions) {
    super()
    EmulatedBaseWindow.#lastId += 1
    this.id = EmulatedBaseWindow.#lastId
    const { x = 100, y = 100, width = 800, height = 600 } = options
    this.#bounds = { x, y, width, height }
    this.#isVisible = options.show !== false
    if (this.#isVisible) EmulatedBaseWindow.#focused = this
    this.#title = options.title ?? ''
    this.#backgroundColor = options.backgroundColor ?? '#FFFFFF'
    this.#minimum = [options.minWidth ?? 0, options.minHeight ?? 0]
  }

  show(): void {
    this.showInactive()
    this.focus()
  }

  showInactive(): void {
    if (this.#isVisible) return
    this.#isVisible = true
    this.emit('show')
  }

  hide(): void {
    if (!this.#isVisible) return
    this.blur()
    this.#isVisible = false
    this.emit('hide')
  }

  /** A hidden or minimised window cannot take the focus. */
  focus(): void {
    if (!this.#isVisible || this.#shape === 'minimized' || this.isFocused()) return
    EmulatedBaseWindow.#focused?.blur()
    EmulatedBaseWindow.#focused = this
    this.emit('focus')
  }

  blur(): void {
    if (!this.isFocused()) return
    EmulatedBaseWindow.#focused = null
    this.emit('blur')
  }

  isVisible(): boolean {
    return this.#isVisible
  }

  isFocused(): boolean {
    return EmulatedBaseWindow.#focused === this
  }

  minimize(): void {
    this.blur()
    this.#reshape('minimized', 'minimize')
  }

  maximize(): void {
    this.showInactive()
    this.#reshape('maximized', 'maximize')
  }

  unmaximize(): void {
    if (this.isMaximized()) this.#reshape('normal', 'unmaximize')
  }

  restore(): void {
    if (this.#shape === 'minimized' || this.#shape === 'maximized') this.#reshape('normal', 'restore')
  }

  setFullScreen(flag: boolean): void {
    if (flag !== this.isFullScreen())
      this.#reshape(flag ? 'full' : 'normal', flag ? 'enter-full-screen' : 'leave-full-screen')
  }

  isMinimized(): boolean {
    return this.#shape === 'minimized'
  }

  isMaximized(): boolean {
    return this.#shape === 'maximized'
  }

  isFullScreen(): boolean {
    return this.#shape === 'full'
  }

  isNormal(): boolean {
    return this.#shape === 'normal'
  }

  getBounds(): Rectangle {
    return { ...this.#bounds }
  }

  /** Where it is when it is neither maximised nor minimised nor full screen: here the shapes move nothing. */
  getNormalBounds(): Rectangle {
    return { ...this.#bounds }
  }

  getContentBounds(): Rectangle {
    return { ...this.#bounds }
  }

  setBounds(bounds: Partial<Rectangle>): void {
    const before = this.#bounds
    const [leastWidth = 0, leastHeight = 0] = this.#minimum
    const after = { ...before, ...bounds }
    this.#bounds = {
      ...after,
      width: Math.max(after.width, leastWidth),
      height: Math.max(after.height, leastHeight),
    }
    if (before.x !== after.x || before.y !== after.y) this.#tell('move', 'moved')
    if (before.width !== this.#bounds.width || before.height !== this.#bounds.height) this.#tell('resize', 'resized')
  }

  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height]
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }

  getPosition(): number[] {
    return [this.#bounds.x, this.#bounds.y]
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y })
  }

  getMinimumSize(): number[] {
    return [...this.#minimum]
  }

  setMinimumSize(width: number, height: number): void {
    this.#minimum = [width, height]
  }

  getTitle(): string {
    return this.#title
  }

  setTitle(title: string): void {
    this.#title = title
  }

  getBackgroundColor(): string {
    return this.#backgroundColor
  }

  setBackgroundColor(color: string): void {
    this.#backgroundColor = color
  }

  moveTop(): void {
    // One window covers another only on a screen.
  }

  flashFrame(): void {
    // Nobody looks at the task bar here.
  }

  setProgressBar(): void {
    // As above.
  }

  setOverlayIcon(): void {
    // As above.
  }

  setIcon(): void {
    // As above.
  }

  setSkipTaskbar(): void {
    // As above.
  }

  setMenu(): void {
    // The application's menu is read and pressed by way of Menu.getApplicationMenu.
  }

  removeMenu(): void {
    // As above.
  }

  setMenuBarVisibility(): void {
    // As above.
  }

  setAutoHideMenuBar(): void {
    // As above.
  }

  #reshape(shape: Shape, event: string): void {
    if (this.#shape === shape) return
    this.#shape = shape
    this.emit(event)
  }

  #tell(...events: string[]): void {
    for (const event of events) this.emit(event)
  }
}
