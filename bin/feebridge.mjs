#!/usr/bin/env node
// `npx feebridge …`: the command.
import { launch } from './launch.mjs'

await launch(process.argv.slice(2))
