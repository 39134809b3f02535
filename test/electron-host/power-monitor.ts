import type { PowerMonitor, PowerSaveBlocker } from 'electron'
import { Emulated, type PartOf, strict } from './strict.ts'

/** Its events are emitted by the test: `powerMonitor.emit('suspend')`. */
class EmulatedPowerMonitor extends Emulated implements PartOf<PowerMonitor> {
  onBatteryPower = false

  isOnBatteryPower(): boolean {
    return this.onBatteryPower
  }

  getSystemIdleTime(): number {
    return 0
  }

  getSystemIdleState(): 'active' {
    return 'active'
  }

  getCurrentThermalState(): 'nominal' {
    return 'nominal'
  }
}

export const powerMonitor = new EmulatedPowerMonitor()

const blockers = new Set<number>()
let lastBlocker = 0

export const powerSaveBlocker = strict('powerSaveBlocker', {
  start(): number {
    lastBlocker += 1
    blockers.add(lastBlocker)
    return lastBlocker
  },
  stop: (id: number) => blockers.delete(id),
  isStarted: (id: number) => blockers.has(id),
} satisfies Partial<PowerSaveBlocker>)
