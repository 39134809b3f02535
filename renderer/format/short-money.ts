const STEPS = [
  { from: 100_000_000_000, unit: 'B' },
  { from: 100_000_000, unit: 'M' },
  { from: 100_000, unit: 'K' },
] as const

/** Cents in as few characters as a picture has room for: `$940`, `$12.4K`, `−$1.2M`. Never the only place where an amount stands. */
export function shortMoney(cents: number): string {
  const magnitude = Math.abs(cents)
  const sign = cents < 0 ? '−' : ''
  // What would be rounded up to the next unit is written in it.
  const step = STEPS.find(each => magnitude >= each.from * 0.9995)
  if (step === undefined) return `${sign}$${Math.round(magnitude / 100)}`
  const value = magnitude / step.from
  return `${sign}$${value < 100 ? trimZero(value.toFixed(1)) : Math.round(value)}${step.unit}`
}

function trimZero(decimal: string): string {
  return decimal.endsWith('.0') ? decimal.slice(0, -2) : decimal
}
