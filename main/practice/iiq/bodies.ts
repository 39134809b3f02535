/** A request's body, once it is known to be a JSON object. */
export type Body = Readonly<Record<string, unknown>>

/** Reads a body; undefined when it is no JSON object. */
export function readBody(text: string): Body | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : undefined
  } catch {
    // What is no JSON is refused like any other body of a wrong shape.
    return undefined
  }
}

/** The amount as the request spelt it, which a parsed number no longer tells. */
export function readAmountText(bodyText: string): string {
  let found = ''
  JSON.parse(bodyText, (key: string, value: unknown, context?: { source?: string }) => {
    if (key === 'Amount') found = context?.source ?? JSON.stringify(value)
    return value
  })
  return found
}
