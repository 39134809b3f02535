import type { BridgeStatus } from '../../../../contract/rows/status.ts'
import { calling } from '../calling.ts'
import type { Handler } from '../command-spec.ts'
import { factLines, localTime } from '../text-table.ts'

export const showStatus = calling('status.read', { request: () => ({}), words: statusWords })

const pauseFor = (until: number | 'tomorrow') =>
  calling('bridge.pause', { request: () => ({ until }), words: statusWords })

/** `pause 30m|1h|tomorrow`: holds runs and deliveries. */
export const pauseBridge: Handler = async (input, output) => {
  const typed = input.operand('FOR')
  const match = /^(\d{1,4})(m|h)?$/.exec(typed)
  if (typed === 'tomorrow') return pauseFor('tomorrow')(input, output)
  const minutes = match === null ? 0 : Number(match[1]) * (match[2] === 'h' ? 60 : 1)
  if (minutes < 1 || minutes > 1440) {
    return output.refuse({
      code: 'bad-request',
      message: `"${typed}" is not a time to pause for: say minutes (30m), hours (1h, up to 24h) or "tomorrow".`,
    })
  }
  return pauseFor(minutes)(input, output)
}

export const resumeBridge = calling('bridge.resume', { request: () => ({}), words: statusWords })

function statusWords(status: BridgeStatus): string {
  return factLines([
    ['state', `${status.state}: ${status.words}`],
    ['district', `${status.district}${status.practice ? ' (practice)' : ''}, ${status.timeZone}`],
    ['open errors', status.openErrors],
    ['waiting runs', status.waitingRuns],
    ['unprocessed', status.unprocessed],
    ['last good sync', localTime(status.lastGoodSyncAt)],
    ['paused until', localTime(status.pausedUntil)],
    ...status.running.map(
      run =>
        ['running', `${run.task}: ${run.doing}, ${run.done}${run.total === null ? '' : ` of ${run.total}`}`] as const,
    ),
  ])
}
