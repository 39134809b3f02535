import { runSide } from './side.ts'

/** Both the district and the ledger are made by the side itself: they must not have met before. */
await runSide(async ({ rows }) => async () => ({ rows }))
