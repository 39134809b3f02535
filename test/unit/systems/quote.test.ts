import { describe, expect, it } from 'vitest'
import { openQuote } from '../../../main/systems/quote.ts'

describe('quoting text from outside', () => {
  it('strikes out the secret in each form in which it can be echoed', () => {
    const secret = 'k"ey/+=42'
    const quote = openQuote([secret])
    const forms = [secret, JSON.stringify(secret), encodeURIComponent(secret), Buffer.from(secret).toString('base64')]
    for (const form of forms) expect(quote(`Bearer ${form} is wrong`)).toMatch(/^Bearer "?•••"? is wrong$/)
  })

  it('never leaves half a secret where it cuts a long text', () => {
    const quote = openQuote(['SECRETSECRET'])
    const cut = quote(`${'x'.repeat(293)}SECRETSECRET${'y'.repeat(500)}`)
    expect(cut).not.toContain('SECRET')
    expect(cut.length).toBeLessThanOrEqual(300)
  })

  it('puts control characters and line breaks out of the way', () => {
    expect(openQuote([])(' a\r\n\u0007b\u001b[31m ')).toBe('a b [31m')
  })
})
