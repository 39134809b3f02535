import type { BridgeState, BridgeStatus } from '../../contract/rows/status.ts'
import { bridgeTone } from '../format/tones.ts'
import { ToneShape } from './icons.tsx'

const STATE_WORDS: Record<BridgeState, string> = {
  ok: 'OK',
  running: 'Running',
  paused: 'Paused',
  attention: 'Needs attention',
  error: 'Error',
  offline: 'Offline',
}

/** The one word for the whole bridge, with its shape; or that the line to it is broken. */
export function BridgeStateMark({ status, connected }: { status: BridgeStatus; connected: boolean }) {
  const tone = connected ? bridgeTone(status.state) : 'offline'
  return (
    <span className={`fb-status-state fb-tone-${tone}`} title={status.words}>
      <ToneShape tone={tone} /> {connected ? STATE_WORDS[status.state] : 'Connection lost, trying again'}
    </span>
  )
}
