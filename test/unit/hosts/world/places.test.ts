import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { placesAt } from '../../../../main/hosts/world/places.ts'
import { scratch } from '../terminal/typed.ts'

test('the district’s own data lies in the data folder, and practice beside it', () => {
  const { data } = scratch()
  expect(placesAt(data)).toEqual({ own: data, practice: `${data}-practice` })
})

test('a new folder that was named is the practice district’s, and the own one lies beside it', () => {
  const { data } = scratch()
  expect(placesAt(data, true)).toEqual({ own: `${data}-own`, practice: data })
  mkdirSync(data)
  writeFileSync(join(data, 'practice.json'), '{}')
  writeFileSync(join(data, 'ledger.db'), '')
  expect(placesAt(data, true)).toEqual({ own: `${data}-own`, practice: data })
})

test('a folder that was named and holds a district’s own ledger is never the practice district’s', () => {
  const { data } = scratch()
  mkdirSync(data)
  writeFileSync(join(data, 'ledger.db'), '')
  expect(placesAt(data, true)).toEqual({ own: data, practice: `${data}-practice` })
})
