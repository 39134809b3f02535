const short = new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' })
const long = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** A month (`YYYY-MM`) as a picture names it, without its year: `Nov`. */
export function monthShort(month: string): string {
  return short.format(Date.parse(`${month}-01T00:00:00Z`))
}

/** A month (`YYYY-MM`) in full: `November 2026`. */
export function monthWords(month: string): string {
  return long.format(Date.parse(`${month}-01T00:00:00Z`))
}
