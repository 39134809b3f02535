// A process that plays the seeds it is told, one after the other. `play-many.ts` starts it.
import { playSeed } from './seed.ts'

const [scratch] = process.argv.slice(2)
if (scratch === undefined || process.send === undefined) throw new Error('This program is started by play-many.ts.')

process.on('message', (seed: number) => {
  void playSeed(seed, scratch).then(result => process.send?.(result))
})
process.once('disconnect', () => process.exit(0))
