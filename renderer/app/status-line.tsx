import type { BridgeStatus } from '../../contract/rows/status.ts'
import { BridgeStateMark } from '../ui/bridge-state.tsx'
import { progressWords } from '../ui/run-progress.tsx'
import { Moment } from '../ui/zone.tsx'

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
      <span className="fb-status-operator">Signed in as {status.operator}</span>
    </footer>
  )
}
