import type { StatusWatch } from './status-watch.ts'
import { titleOf } from './tray-model.ts'
import type { MainWindow } from './window.ts'

/** The window's title: the page's own, and beside it what the bridge asks for. */
export function showTitle(main: MainWindow, watch: StatusWatch): void {
  const draw = (): void => {
    if (!main.window.isDestroyed()) main.window.setTitle(titleOf(main.pageTitle(), watch.standing()))
  }
  main.onPageTitle(draw)
  watch.onStanding(draw)
}
