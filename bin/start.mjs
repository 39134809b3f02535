#!/usr/bin/env node
// `npm start`: the window, on the practice district until a real one is set up.
import { launch } from './launch.mjs'

await launch(['start', ...process.argv.slice(2)])
