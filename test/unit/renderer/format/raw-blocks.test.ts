import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type RawRequest, viewRaw } from '../../../../renderer/format/raw-blocks.ts'

const NOTHING: RawRequest = { search: '', known: [], message: '', valueCharactersMost: 4_000 }
const RECORD =
  '{"LineItemId":"E1F2-aa","SchoolIdNumber":"200113","Sku":"LB-CHARGER","Amount":40.50,"Name":"Laptop charger"}'

const view = (raw: string, request: Partial<RawRequest> = {}) => viewRaw(raw, { ...NOTHING, ...request })
const marked = (raw: string, request: Partial<RawRequest>) =>
  view(raw, request)
    .blocks.flatMap(block => block.pieces)
    .filter(piece => piece.mark !== null)
    .map(piece => ({ text: piece.text, kind: piece.mark?.kind, words: piece.mark?.words }))

test('marks every place of a searched text, capitals and small letters alike, as the search does', () => {
  expect(marked(RECORD, { search: 'charger' }).map(({ text }) => text)).toEqual(['CHARGER', 'charger'])
  expect(view(RECORD, { search: 'charger' }).found).toBe(2)
  expect(view('{"a":"É"}', { search: 'é' }).found).toBe(0)
})

test('marks a searched text that goes over several values', () => {
  expect(marked(RECORD, { search: '"Sku":"LB' }).map(({ text }) => text)).toEqual(['"Sku"', ':', '"LB'])
  expect(view(RECORD, { search: '"Sku":"LB' }).found).toBe(1)
})

test('I2 marks the values that the record was matched by, with what they are', () => {
  const known = [
    { value: 'e1f2-aa', words: 'its own id in Incident IQ' },
    { value: '200113', words: 'School Id' },
    { value: 'LB-CHARGER', words: 'Sku' },
  ]
  expect(marked(RECORD, { known })).toEqual([
    { text: '"E1F2-aa"', kind: 'matched', words: 'its own id in Incident IQ' },
    { text: '"200113"', kind: 'matched', words: 'School Id' },
    { text: '"LB-CHARGER"', kind: 'matched', words: 'Sku' },
  ])
  expect(view(RECORD, { known }).matched).toEqual(['its own id in Incident IQ', 'School Id', 'Sku'])
})

test('marks the value that the message names, as a whole word only', () => {
  const message = 'School Id 200113 belongs to nobody in Incident IQ.'
  expect(marked(RECORD, { message }).map(({ text }) => text)).toEqual(['"200113"'])
  expect(marked('{"a":"2001"}', { message })).toEqual([])
})

test('lets what was searched for stand out within what was matched', () => {
  const known = [{ value: 'LB-CHARGER', words: 'Sku' }]
  expect(marked(RECORD, { known, search: 'charge' }).map(({ text, kind }) => [text, kind])).toEqual([
    ['"LB-', 'matched'],
    ['CHARGE', 'found'],
    ['R"', 'matched'],
    ['charge', 'found'],
  ])
})

test('keeps every character of what it prints, whatever is marked', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ maxLength: 3 }), (value, search) => {
      const raw = JSON.stringify(value)
      const { blocks } = view(raw, { search, known: [{ value: search, words: 'x' }] })
      expect(JSON.parse(blocks.map(block => block.text).join(''))).toEqual(JSON.parse(raw))
      expect(blocks.map(block => block.pieces.map(piece => piece.text).join(''))).toEqual(blocks.map(one => one.text))
    }),
  )
})

test('shows what is no JSON as it came, with what was searched for', () => {
  const raw = '<html>\n<title>502</title>\n</html>'
  const shown = view(raw, { search: 'TITLE' })
  expect(shown).toMatchObject({ isJson: false, found: 2 })
  expect(shown.blocks.map(block => block.text).join('')).toBe(raw)
})

test('cuts a value that is too long, and says by how much', () => {
  const shown = view(JSON.stringify({ note: 'x'.repeat(10_000) }))
  expect(shown.cut).toBe(true)
  expect(shown.blocks.map(block => block.text).join('')).toContain('… 6,002 more characters')
})

test('breaks a large record into blocks and knows in which of them a place stands', () => {
  const raw = JSON.stringify({ rows: Array.from({ length: 1_000 }, (_, at) => ({ at, name: `row ${at}` })) })
  const { blocks, found } = view(raw, { search: 'row 99' })
  expect(blocks.length).toBeGreaterThan(20)
  expect(found).toBe(11)
  const last = blocks.findLast(block => block.places !== null)
  expect(last?.places?.last).toBe(10)
  expect(last?.pieces.filter(piece => piece.place === 10)).toHaveLength(1)
})

test('draws a record of a megabyte in well under a second', () => {
  const raw = JSON.stringify({
    rows: Array.from({ length: 12_000 }, (_, at) => ({ id: `id-${at}`, text: 'y'.repeat(60) })),
  })
  expect(raw.length).toBeGreaterThan(1_000_000)
  const startedMs = performance.now()
  view(raw, { search: 'id-11999' })
  expect(performance.now() - startedMs).toBeLessThan(1_500)
})
