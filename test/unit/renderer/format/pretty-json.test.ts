import fc from 'fast-check'
import { expect, it } from 'vitest'
import { prettyJson } from '../../../../renderer/format/pretty-json.ts'

const printed = (raw: string) =>
  prettyJson(raw)
    ?.map(piece => piece.text)
    .join('') ?? null

it('keeps every amount as the system wrote it', () => {
  expect(printed('{"Amount":40.50,"Due":1e2,"Empty":{},"List":[1, 2]}')).toBe(
    '{\n  "Amount": 40.50,\n  "Due": 1e2,\n  "Empty": {},\n  "List": [\n    1,\n    2\n  ]\n}',
  )
})

it('prints any JSON as the same JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const raw = JSON.stringify(value)
      expect(JSON.parse(printed(raw) ?? '')).toEqual(JSON.parse(raw))
    }),
  )
})

it('prints like JSON.stringify where numbers are plain', () => {
  const value = { a: [{ b: 'x, {"y":1}' }, [], null], c: { d: true } }
  expect(printed(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2))
})

it('tells keys from texts', () => {
  const pieces = prettyJson('{"Sku":"Sku"}') ?? []
  expect(pieces.filter(piece => piece.text === '"Sku"').map(piece => piece.kind)).toEqual(['key', 'text'])
})

it.each(['', '{"a":', '<html></html>', 'undefined'])('leaves "%s", which is no JSON, as it came', raw => {
  expect(prettyJson(raw)).toBeNull()
})
