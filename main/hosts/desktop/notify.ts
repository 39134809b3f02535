import { Notification } from 'electron'
import type { Preferences } from '../../../contract/host-calls.ts'
import type { World } from '../world/world.ts'
import type { Acts } from './acts.ts'
import { isQuiet, type Notice, type NoticeKind, Notices } from './notice-policy.ts'
import type { StatusWatch } from './status-watch.ts'

/** Tells the person, by the computer's notifications, what needs a look while the window is out of sight. */
export function openNotifications(
  { world, watch, acts }: { world: World; watch: StatusWatch; acts: Acts },
  preferences: () => Preferences,
): void {
  if (!Notification.isSupported()) return
  const notices = new Notices()
  // Electron lets go of a notification that nobody holds, and its click is lost.
  const shown = new Map<NoticeKind, Notification>()
  let timer: NodeJS.Timeout | null = null

  const look = (): void => {
    if (timer !== null) clearTimeout(timer)
    const now = Date.now()
    const { notifications, quietHours } = preferences()
    for (const step of notices.due(now, { on: notifications, quiet: isQuiet(quietHours, new Date(now)) })) {
      if ('clear' in step) takeBack(shown, step.clear)
      else show(step.show)
    }
    const nextMs = notices.nextLookMs(now)
    timer = nextMs === null ? null : setTimeout(look, Math.max(0, nextMs - now))
  }
  const show = (notice: Notice): void => {
    takeBack(shown, notice.kind)
    const notification = new Notification({ title: 'Feebridge', body: notice.words })
    shown.set(notice.kind, notification)
    const looked = (): void => {
      if (shown.get(notice.kind) !== notification) return
      shown.delete(notice.kind)
      notices.looked(notice.kind)
    }
    notification.on('close', ({ reason }) => {
      // On Windows it has only moved to the list of notifications, from where it can still be clicked and taken back.
      if (reason !== 'timedOut') looked()
    })
    notification.on('click', () => {
      looked()
      acts.act({ kind: 'go', hash: notice.hash })
    })
    notification.show()
  }

  watch.onStanding(standing => {
    if (standing.kind === 'known') notices.status(standing.status, Date.now())
    look()
  })
  world.onEvent(event => {
    if (event.kind === 'ledger') notices.forget()
    else if (event.kind === 'run-closed') notices.runClosed(event.run, Date.now())
    else return
    look()
  })
  world.onEngineState(state => {
    if (state.kind === 'stopped') return
    notices.engine(state.kind, Date.now())
    look()
  })
}

function takeBack(shown: Map<NoticeKind, Notification>, kind: NoticeKind): void {
  const notification = shown.get(kind)
  // Let go of first: its closing is ours and not the person's.
  shown.delete(kind)
  notification?.close()
}
