import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sliceRecords } from '../../../main/systems/json-slices.ts'

const slicesOf = (text: string, path = ['Items'], shape: 'list' | 'single' = 'list') =>
  sliceRecords(Buffer.from(text), path, shape)

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const jsonText = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 1, 2))
  .map(([value, indent]) => JSON.stringify(value, null, indent))

describe('slicing a list out of a body', () => {
  it('P1 keeps each record word for word, with the SHA-256 of its bytes', () => {
    fc.assert(
      fc.property(fc.array(jsonText), jsonText, fc.constantFrom('', ' ', '\n\t'), (rows, other, blank) => {
        const items = `[${blank}${rows.join(`${blank},${blank}`)}${blank}]`
        const text = `${blank}{"Other"${blank}:${other},${blank}"Items":${items}${blank},"Paging":{"TotalRows":${rows.length}}}${blank}`
        const slices = slicesOf(text)
        if (slices.kind !== 'slices' || slices.records === null) throw new Error('not sliced')
        expect(slices.records.map(record => record.raw)).toEqual(rows)
        expect(slices.envelope).toEqual({ ...JSON.parse(text), Items: [] })
        for (const { raw, hash } of slices.records)
          expect(hash.equals(createHash('sha256').update(raw, 'utf8').digest())).toBe(true)
      }),
    )
  })

  it('accepts exactly what JSON.parse accepts, whatever is damaged', () => {
    const damage = fc.tuple(
      fc.nat(),
      fc.nat(3),
      fc.constantFrom(
        '',
        '"',
        '\\',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '0',
        '-',
        '.',
        'e',
        't',
        ' ',
        '\n',
        '\u0001',
        '\\u12',
        'ü',
      ),
    )
    fc.assert(
      fc.property(fc.array(jsonText, { maxLength: 4 }), fc.array(damage, { maxLength: 3 }), (rows, damages) => {
        let text = `{"Items":[${rows.join(',')}],"Paging":{"TotalRows":1,"Rate":-1.5e3}}`
        for (const [place, cut, insert] of damages) {
          const at = place % (text.length + 1)
          text = text.slice(0, at) + insert + text.slice(at + cut)
        }
        fc.pre(!/"Items"[\s\S]*"Items"/.test(text))
        expect(slicesOf(text).kind).toBe(parses(text) ? 'slices' : 'malformed')
      }),
      { numRuns: 2_000 },
    )
  })

  it('P5 never uses anything of a page that was cut, wherever the cut is', () => {
    const text = JSON.stringify({
      Items: [
        { Name: 'Charger "A"', Amount: 12.5 },
        { Name: 'Ünïcode', Tags: [1, { a: null }] },
      ],
      Paging: { TotalRows: 2 },
    })
    const bytes = Buffer.from(text)
    for (let length = 0; length < bytes.length; length++)
      expect(sliceRecords(bytes.subarray(0, length), ['Items']).kind).toBe('malformed')
  })

  it('P5 lets a row with a bare NaN through as a row, so that it spoils no other', () => {
    const slices = slicesOf('{"Items":[{"Amount":NaN},{"Amount":-Infinity},{"Amount":1}],"Paging":{}}')
    expect(slices.kind === 'slices' && slices.records?.map(record => record.raw)).toEqual([
      '{"Amount":NaN}',
      '{"Amount":-Infinity}',
      '{"Amount":1}',
    ])
    expect(slicesOf('{"Items":[],"Paging":{"TotalRows":NaN}}').kind).toBe('malformed')
  })

  it('finds a list deeper in the envelope and tells an absent one from an empty one', () => {
    const slices = slicesOf('{"Item":{"Categories":[{"a":1}],"More":2}}', ['Item', 'Categories'])
    expect(slices).toMatchObject({ envelope: { Item: { Categories: [], More: 2 } } })
    expect(slices.kind === 'slices' && slices.records?.length).toBe(1)
    expect(slicesOf('{"Item":null}', ['Item', 'Categories'])).toMatchObject({ kind: 'slices', records: null })
    expect(slicesOf('{"Items":{"0":1}}')).toMatchObject({
      kind: 'slices',
      records: null,
      envelope: { Items: { '0': 1 } },
    })
    expect(slicesOf('{"Items":[]}')).toMatchObject({ kind: 'slices', records: [] })
    expect(slicesOf('[1]')).toMatchObject({ kind: 'slices', records: null })
  })

  it('is not misled by the same word deeper down, in a text, or written with escapes', () => {
    const slices = slicesOf(String.raw`{"A":{"Items":[1]},"B":"\"Items\":[2]","\u0049tems":[3]}`)
    expect(slices.kind === 'slices' && slices.records?.map(record => record.raw)).toEqual(['3'])
  })

  it('takes a single value, and none where it is null', () => {
    const slices = slicesOf('{"Item": {"AssetId":"a"} }', ['Item'], 'single')
    expect(slices.kind === 'slices' && slices.records?.map(record => record.raw)).toEqual(['{"AssetId":"a"}'])
    expect(slicesOf('{"Item":null}', ['Item'], 'single')).toMatchObject({ records: null })
  })

  it('refuses a list that stands twice, broken UTF-8, and nesting that would exhaust the stack', () => {
    expect(slicesOf('{"Items":[1],"Items":[2]}').kind).toBe('malformed')
    expect(sliceRecords(Buffer.from([0x22, 0xff, 0x22]), ['Items']).kind).toBe('malformed')
    expect(slicesOf(`{"Items":${'['.repeat(100_000)}${']'.repeat(100_000)}}`).kind).toBe('malformed')
  })

  it('reads past a byte order mark', () => {
    expect(slicesOf('\uFEFF{"Items":[1]}')).toMatchObject({ kind: 'slices', envelope: { Items: [] } })
  })
})
