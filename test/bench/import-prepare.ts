import { copyFileSync, cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startPractice } from '../../main/practice/practice.ts'
import { FILES } from './import.ts'
import { openConnected, runSync } from './import-place.ts'
import { recordFrom } from './recording.ts'
import { runSide } from './side.ts'

/** Every hundredth fee changes its amount or its text. */
const CHANGED_SHARE = 100

/** Plays the timed run once against the practice district, records what it asks for, and keeps the ledger before and after it. */
await runSide(async ({ dir, rows, name }) => async () => {
  const practice = await startPractice({
    seed: 7,
    fees: rows,
    students: Math.min(20_000, Math.ceil(rows / 10)),
    unmatchedFees: 0,
  })
  const settings = practice.settings()
  // Everything is in scope and every fee names its student: what is measured is the lists, not the questions about single assets and old fees.
  settings.systems.iiq.createdSince = '2020-01-01'
  const [someone] = practice.iiq.users().filter(user => user.schoolIdNumber !== null)
  for (const fee of practice.iiq.fees()) {
    if (fee.schoolIdNumber === null && fee.userId === null && someone !== undefined)
      practice.iiq.editFee({ id: fee.id, userId: someone.id })
  }
  writeFileSync(join(dir, 'settings.json'), JSON.stringify(settings))
  const play = async (folder: string) => {
    const proxy = await recordFrom(practice.origin, join(dir, FILES.recording))
    const engine = await openConnected(join(dir, folder), settings, proxy.origin)
    const { faults } = await runSync(engine)
    await engine.close()
    await proxy.close()
    return faults
  }
  const isFirst = name === 'import-first' || name === 'scale'
  const faults = await play('work')
  if (!isFirst) {
    cpSync(join(dir, 'work'), join(dir, FILES.before), { recursive: true })
    if (name === 'import-delta') {
      const fees = practice.iiq.fees()
      for (let index = 0; index < fees.length; index += CHANGED_SHARE) {
        const fee = fees[index]
        if (fee === undefined) continue
        if (fee.amountDueCents === fee.amountCents && index % 200 === 0)
          practice.iiq.editFee({ id: fee.id, amountCents: fee.amountCents + 100 })
        else practice.iiq.editFee({ id: fee.id, description: `Looked at again, list entry ${index}.` })
      }
    }
    faults.push(...(await play('work')))
  }
  copyFileSync(join(dir, 'work/ledger.db'), join(dir, FILES.after))
  await practice.close()
  return { rows, faults }
})
