// The other side of the wire while a side is measured: a process of its own, so that its work is not counted.
import { replay } from './recording.ts'

const server = await replay(process.argv[2] ?? '')
process.send?.(server.origin)
process.once('disconnect', () => process.exit(0))
