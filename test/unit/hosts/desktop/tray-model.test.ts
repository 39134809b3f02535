import { expect, test } from 'vitest'
import type { BridgeState, BridgeStatus } from '../../../../contract/rows/status.ts'
import {
  runsUnderWay,
  type Standing,
  type TrayItem,
  titleOf,
  trayOf,
} from '../../../../main/hosts/desktop/tray-model.ts'

function known(changes: Partial<BridgeStatus> = {}): Standing {
  const status: BridgeStatus = {
    state: 'ok',
    words: 'All is in step.',
    openErrors: 0,
    waitingRuns: 0,
    unprocessed: 0,
    running: [],
    pausedUntil: null,
    lastGoodSyncAt: null,
    practice: false,
    district: 'Maple Valley Schools',
    timeZone: 'America/New_York',
    now: '2026-03-10T12:00:00.000Z',
    operator: 'clerk',
    ...changes,
  }
  return { kind: 'known', status }
}

const running = { running: [{} as BridgeStatus['running'][number]], state: 'running' as const }

function find(items: readonly TrayItem[], words: string): TrayItem {
  const found = items
    .flatMap(item => (item.kind === 'menu' ? [item, ...item.items] : [item]))
    .find(item => item.kind !== 'line' && item.words === words)
  if (found === undefined) throw new Error(`no item "${words}"`)
  return found
}

test.each<BridgeState>(['ok', 'running', 'paused', 'attention', 'error', 'offline'])(
  'the tray shows %s as the status says it',
  state => {
    expect(trayOf(known({ state })).shape).toBe(state)
  },
)

test('the tray is never green while a sync error is open', () => {
  expect(trayOf(known({ state: 'ok', openErrors: 1 })).shape).toBe('attention')
})

test('the tooltip says the state in words, and that the district is practice', () => {
  expect(trayOf(known()).tooltip).toBe('Feebridge: All is in step.')
  expect(trayOf(known({ practice: true })).tooltip).toBe('Feebridge: Practice district. All is in step.')
})

test('F1 neither tooltip nor menu names the district', () => {
  expect(JSON.stringify(trayOf(known({ openErrors: 2, state: 'attention' })))).not.toContain('Maple')
})

test('a tooltip fits what Windows shows', () => {
  expect(trayOf(known({ words: 'x'.repeat(500) })).tooltip.length).toBeLessThan(128)
})

test('the menu holds opening, running, testing, pausing, the errors and quitting', () => {
  const { items } = trayOf(known({ openErrors: 3, state: 'attention' }))
  const words = items.flatMap(item => (item.kind === 'line' || item.kind === 'words' ? [] : [item.words]))
  expect(words).toEqual(['Open Feebridge', 'Sync now', 'Test run', 'Pause', 'Errors (3)', 'Quit Feebridge'])
  expect(find(items, 'Errors (3)')).toMatchObject({ act: { kind: 'go', hash: '#/errors' } })
  expect(find(items, 'Until tomorrow')).toMatchObject({ act: { kind: 'pause', until: 'tomorrow' } })
})

test('nothing is offered to start while a run is under way', () => {
  const { items } = trayOf(known(running))
  expect([find(items, 'Sync now'), find(items, 'Test run')]).toMatchObject([{ enabled: false }, { enabled: false }])
})

test('Resume is offered only during a pause', () => {
  expect(find(trayOf(known()).items, 'Resume')).toMatchObject({ enabled: false })
  const paused = known({ state: 'paused', pausedUntil: '2026-03-10T13:00:00.000Z' })
  expect(find(trayOf(paused).items, 'Resume')).toMatchObject({ enabled: true })
})

test('a run that waits for approval has an item of its own', () => {
  const { items } = trayOf(known({ state: 'attention', waitingRuns: 1 }))
  expect(find(items, 'Waiting for approval (1)')).toMatchObject({ act: { hash: '#/sync-history' } })
})

test('while the engine is away the tray says why, and only opening and quitting are left', () => {
  const { shape, tooltip, items } = trayOf({ kind: 'away', why: 'The engine is not running.' })
  expect([shape, tooltip]).toEqual(['error', 'Feebridge: The engine is not running.'])
  expect(
    items.flatMap(item => ((item.kind === 'item' || item.kind === 'menu') && item.enabled ? [item.words] : [])),
  ).toEqual(['Open Feebridge', 'Quit Feebridge'])
})

test('the title of the window is the page and what the bridge asks for', () => {
  expect(titleOf('Fees · Feebridge', known())).toBe('Fees · Feebridge')
  expect(titleOf('Fees · Feebridge', known({ state: 'attention', openErrors: 2 }))).toBe('Fees · Feebridge (2 errors)')
  expect(titleOf('Fees · Feebridge', known({ state: 'attention', waitingRuns: 1 }))).toBe(
    'Fees · Feebridge (1 to approve)',
  )
  expect(titleOf('Fees · Feebridge', known(running))).toBe('Fees · Feebridge (sync running)')
  expect(titleOf('Feebridge', { kind: 'away', why: '' })).toBe('Feebridge (starting again)')
})

test('the runs that quitting would end are counted', () => {
  expect([known(), known(running), { kind: 'opening' } as const].map(runsUnderWay)).toEqual([0, 1, 0])
})
