import type { RunProgress } from '../../../contract/rows/run.ts'
import type { LedgerSession } from './ledger-session.ts'

/** Shows a run's progress on one line of the terminal, rewritten as it goes; nothing where standard error is not a terminal. Returns how to stop. */
export function showProgress(ledger: LedgerSession, stream: NodeJS.WriteStream = process.stderr): () => void {
  if (!stream.isTTY) return () => undefined
  let asking = false
  let stopped = false
  const show = async (): Promise<void> => {
    if (asking || stopped) return
    asking = true
    const status = await ledger.call('status.read', {})
    asking = false
    const running = status.ok ? status.value.running[0] : undefined
    if (running !== undefined && !stopped) stream.write(`\r\u001b[2K${progressWords(running)}`)
  }
  const unsubscribe = ledger.engine.subscribe(event => {
    if (event.kind === 'changed' && event.topics.includes('progress')) void show()
  })
  return () => {
    stopped = true
    unsubscribe()
    stream.write('\r\u001b[2K')
  }
}

function progressWords({ doing, done, total }: RunProgress): string {
  const of = total === null ? '' : ` of ${total.toLocaleString('en-US')}`
  return `${doing}: ${done.toLocaleString('en-US')}${of}`
}
