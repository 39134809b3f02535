import { app, dialog, shell } from 'electron'
import type { Reply } from '../../../contract/app-error.ts'
import { assertNever } from '../../../contract/assert-never.ts'
import type { CallName, CallRequest } from '../../../contract/calls.ts'
import type { Seat } from '../world/seat.ts'
import type { World } from '../world/world.ts'
import type { TrayAct } from './tray-model.ts'
import type { MainWindow } from './window.ts'

/** What tray and menu bar can do. A refusal of the engine is shown as a box with its sentence. */
export interface Acts {
  act(act: TrayAct): void
  openDataFolder(): void
}

export interface ActNeeds {
  /** What is chosen while the ledger is still being opened is done when it is open. */
  opened: Promise<Reply<World>>
  main: MainWindow
  /** Tray and menu act for whoever is signed in at the window. */
  seat: Seat
}

export function openActs({ opened, main, seat }: ActNeeds): Acts {
  const ask = async <Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<void> => {
    const world = await opened
    const reply = world.ok
      ? await world.value.engine.call(name, request, seat.callerAt(world.value.ledgerKey()))
      : world
    if (reply.ok) return
    main.show()
    await dialog.showMessageBox(main.window, { type: 'info', message: reply.error.message, buttons: ['Close'] })
  }
  return {
    act(act) {
      switch (act.kind) {
        case 'open':
          return main.show()
        case 'go':
          return main.show(act.hash)
        case 'run':
          return void ask('runs.start', runRequest(act.test))
        case 'pause':
          return void ask('bridge.pause', { until: act.until })
        case 'resume':
          return void ask('bridge.resume', {})
        case 'quit':
          return app.quit()
        default:
          return assertNever(act)
      }
    },
    openDataFolder: () => void opened.then(world => (world.ok ? shell.openPath(world.value.view().dataFolder) : '')),
  }
}

function runRequest(test: boolean): CallRequest<'runs.start'> {
  const run = { task: 'iiq-sync', trigger: 'clerk' } as const
  return test ? { ...run, mode: 'test' } : run
}
