import type { NativeTheme } from 'electron'
import { control } from './control.ts'
import { showAppearance } from './page.ts'
import { Emulated, type PartOf } from './strict.ts'

/** The appearance: the system's, which tests set, and the app's choice over it. Pages really see it, by `prefers-color-scheme`. */
class EmulatedNativeTheme extends Emulated implements PartOf<NativeTheme> {
  #source: NativeTheme['themeSource'] = 'system'
  #system = { dark: false, highContrast: false }

  constructor() {
    super()
    control.setSystemAppearance = appearance => {
      this.#system = { ...this.#system, ...appearance }
      this.#apply()
    }
  }

  get themeSource(): NativeTheme['themeSource'] {
    return this.#source
  }

  set themeSource(source: NativeTheme['themeSource']) {
    if (source === this.#source) return
    this.#source = source
    this.#apply()
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark' || (this.#source === 'system' && this.#system.dark)
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.#system.dark
  }

  get shouldUseHighContrastColors(): boolean {
    return this.#system.highContrast
  }

  get inForcedColorsMode(): boolean {
    return this.#system.highContrast
  }

  #apply(): void {
    const scheme = this.#source === 'system' && !this.#system.dark ? '' : this.shouldUseDarkColors ? 'dark' : 'light'
    showAppearance([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'forced-colors', value: this.#system.highContrast ? 'active' : '' },
    ])
    this.emit('updated')
  }
}

export const nativeTheme = new EmulatedNativeTheme()
