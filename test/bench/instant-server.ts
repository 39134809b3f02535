// The practice Incident IQ in a process of its own. It tells its settings, then each payment that took effect and when.
import { startPractice } from '../../main/practice/practice.ts'
import { INSTANT_SIZES } from './instant.ts'

const { fees, students, pageRows } = INSTANT_SIZES
const practice = await startPractice({ seed: 7, fees, students, unmatchedFees: 0 })
practice.iiq.switches.pageCap = pageRows
let told = 0
practice.iiq.onRequest(() => {
  for (; told < practice.iiq.effects.length; told += 1)
    process.send?.({
      reference: practice.iiq.effects[told]?.reference,
      atMs: performance.timeOrigin + performance.now(),
    })
})
process.send?.(JSON.stringify(practice.settings()))
process.once('disconnect', () => process.exit(0))
