import { describe, expect, it } from 'vitest'
import { NOTHING_REMEMBERED, orderColumns, parseMemory, writeMemory } from '../../../../renderer/ui/table-memory.ts'

describe('what is remembered of columns', () => {
  it('comes back as it was written', () => {
    const memory = { order: ['name', 'due'], shown: { due: false }, widths: { name: 220 } }
    expect(parseMemory(writeMemory(memory))).toEqual(memory)
  })

  it.each([
    null,
    '',
    'no JSON',
    '[]',
    'null',
    '{"version":0,"order":[],"shown":{},"widths":{}}',
    '{"version":2,"order":["name"],"shown":{},"widths":{}}',
    '{"version":1,"order":"name","shown":{},"widths":{}}',
    '{"version":1,"order":[],"shown":null,"widths":{}}',
  ])('is nothing where %j is stored', text => {
    expect(parseMemory(text)).toEqual(NOTHING_REMEMBERED)
  })

  it('leaves out what is damaged and keeps the rest', () => {
    const text =
      '{"version":1,"order":["name",7],"shown":{"due":"yes","sku":true},"widths":{"name":1e9,"due":-4,"sku":90}}'
    expect(parseMemory(text)).toEqual({ order: ['name'], shown: { sku: true }, widths: { sku: 90 } })
  })
})

describe('the order of columns', () => {
  it('is the remembered one', () => {
    expect(orderColumns(['a', 'b', 'c'], ['a', 'c', 'b'])).toEqual(['a', 'c', 'b'])
  })

  it('always begins with the first column', () => {
    expect(orderColumns(['a', 'b', 'c'], ['c', 'b', 'a'])).toEqual(['a', 'c', 'b'])
  })

  it('puts a column that came later behind its neighbour, and forgets one that is gone', () => {
    expect(orderColumns(['a', 'b', 'new', 'c'], ['a', 'c', 'gone', 'b', 'b'])).toEqual(['a', 'c', 'b', 'new'])
  })
})
