/** Where most districts are, west to the right. */
const AMERICAN = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
]

/** Every time zone that this computer knows, those of the United States first, and the one that is set already. */
export function timeZoneNames(current: string): string[] {
  return [...new Set([...AMERICAN, ...Intl.supportedValuesOf('timeZone'), 'UTC', current])].filter(zone => zone !== '')
}
