/** Longest piece of an outside text that is shown. */
const QUOTED_MOST = 300

/**
 * Makes text from outside fit to be shown and logged: secrets are struck out in each form in which a server could echo them, control characters become blanks, and it is cut
 * to a readable length. Secrets go first, so that the cut never leaves half of one.
 */
export function openQuote(secrets: readonly string[]): (text: string) => string {
  const forms = new Set<string>()
  for (const secret of secrets) {
    if (secret === '') continue
    for (const form of [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
    ])
      forms.add(form)
  }
  const longestFirst = [...forms].sort((a, b) => b.length - a.length)
  return text => {
    let safe = text
    for (const form of longestFirst) safe = safe.replaceAll(form, '•••')
    safe = safe.replace(/[\p{Cc}\s]+/gu, ' ').trim()
    return safe.length > QUOTED_MOST ? `${safe.slice(0, QUOTED_MOST - 1)}…` : safe
  }
}
