import type { BridgeStatus } from '../../contract/rows/status.ts'
import { BridgeStateMark } from '../ui/bridge-state.tsx'
import { progressWords } from '../ui/run-progress.tsx'
import { Moment } from '../ui/zone.tsx'
import { SignedIn } from './signed-in.tsx'

/** The thin line at the bottom: state of the bridge, what is running, last good sync, who is signed in. */
export function StatusLine({ status, connected }: { status: BridgeStatus; connected: boolean }) {
  const running = status.running[0]
  return (
    <footer className="fb-status">
      <BridgeStateMark status={status} connected={connected} />
      <span className="fb-status-words">{running === undefined ? status.words : progressWords(running)}</span>
      <span>
        Last good sync <Moment at={status.lastGoodSyncAt} none="never" />
      </span>
      <SignedIn />
    </footer>
  )
}
