import { assertNever } from '../../../contract/assert-never.ts'
import type { BridgeState, BridgeStatus } from '../../../contract/rows/status.ts'

/** What the host knows of the bridge: its status, or why nobody answers. The one source of title, tray and tooltip. */
export type Standing = { kind: 'known'; status: BridgeStatus } | { kind: 'away'; why: string } | { kind: 'opening' }

/** What an item of the tray's menu does. */
export type TrayAct =
  | { kind: 'open' }
  | { kind: 'go'; hash: string }
  /** Without `test` the task's own switch decides (T2). */
  | { kind: 'run'; test: boolean }
  | { kind: 'pause'; until: number | 'tomorrow' }
  | { kind: 'resume' }
  | { kind: 'quit' }

export type TrayItem =
  | { kind: 'line' }
  | { kind: 'words'; words: string }
  | { kind: 'item'; words: string; enabled: boolean; act: TrayAct }
  | { kind: 'menu'; words: string; enabled: boolean; items: TrayItem[] }

/** The tray as it is drawn: a shape, what hovering says, and the menu. */
export interface TrayModel {
  shape: BridgeState
  tooltip: string
  items: TrayItem[]
}

/** Windows cuts a tooltip after 127 characters. */
const TOOLTIP_LENGTH = 127

/** The tray of a standing. It shows `ok` only when the status says so, which it never does while a sync error is open. */
export function trayOf(standing: Standing): TrayModel {
  const words = sayStanding(standing)
  const known = standing.kind === 'known' ? standing.status : null
  const idle = known !== null && known.running.length === 0
  return {
    shape: shapeOf(standing),
    tooltip: `Feebridge: ${words}`.slice(0, TOOLTIP_LENGTH),
    items: [
      { kind: 'words', words },
      { kind: 'line' },
      item('Open Feebridge', { kind: 'open' }),
      item('Sync now', { kind: 'run', test: false }, idle),
      item('Test run', { kind: 'run', test: true }, idle),
      pauseMenu(known),
      ...waiting(known),
      item(`Errors (${known?.openErrors ?? 0})`, { kind: 'go', hash: '#/errors' }, known !== null),
      { kind: 'line' },
      item('Quit Feebridge', { kind: 'quit' }),
    ],
  }
}

/** How many runs are under way, as far as is known. */
export function runsUnderWay(standing: Standing): number {
  return standing.kind === 'known' ? standing.status.running.length : 0
}

/** The window's title: its page, and what the bridge asks for; the district's name is left to the page. */
export function titleOf(page: string, standing: Standing): string {
  const aside = asideOf(standing)
  return aside === null ? page : `${page} (${aside})`
}

/** The pauses that menus offer. */
export function pauseItems(paused: boolean): TrayItem[] {
  return [
    item('30 minutes', { kind: 'pause', until: 30 }),
    item('1 hour', { kind: 'pause', until: 60 }),
    item('Until tomorrow', { kind: 'pause', until: 'tomorrow' }),
    { kind: 'line' },
    item('Resume', { kind: 'resume' }, paused),
  ]
}

function pauseMenu(known: BridgeStatus | null): TrayItem {
  return { kind: 'menu', words: 'Pause', enabled: known !== null, items: pauseItems(known?.pausedUntil != null) }
}

function waiting(known: BridgeStatus | null): TrayItem[] {
  if (known === null || known.waitingRuns === 0) return []
  return [item(`Waiting for approval (${known.waitingRuns})`, { kind: 'go', hash: '#/sync-history' })]
}

function item(words: string, act: TrayAct, enabled = true): TrayItem {
  return { kind: 'item', words, enabled, act }
}

function shapeOf(standing: Standing): BridgeState {
  switch (standing.kind) {
    case 'known':
      return standing.status.state === 'ok' && standing.status.openErrors > 0 ? 'attention' : standing.status.state
    case 'away':
      return 'error'
    case 'opening':
      return 'offline'
    default:
      return assertNever(standing)
  }
}

function sayStanding(standing: Standing): string {
  switch (standing.kind) {
    case 'known':
      return `${standing.status.practice ? 'Practice district. ' : ''}${standing.status.words}`
    case 'away':
      return standing.why
    case 'opening':
      return 'It is opening the ledger.'
    default:
      return assertNever(standing)
  }
}

function asideOf(standing: Standing): string | null {
  if (standing.kind === 'away') return 'starting again'
  if (standing.kind === 'opening') return null
  const { state, openErrors, waitingRuns } = standing.status
  switch (state) {
    case 'ok':
      return null
    case 'running':
      return 'sync running'
    case 'paused':
      return 'paused'
    case 'offline':
      return 'offline'
    case 'error':
      return 'last sync failed'
    case 'attention':
      return openErrors > 0 ? `${openErrors} ${openErrors === 1 ? 'error' : 'errors'}` : `${waitingRuns} to approve`
    default:
      return assertNever(state)
  }
}
