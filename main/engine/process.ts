// The engine's own process: `out/main/engine.mjs`, started by the app, by `feebridge serve` and by `npm start`. Nothing but the start is here.
import { openEngine } from './compose.ts'
import { runAsEngineChild } from './link/engine-child.ts'

runAsEngineChild(openEngine)
