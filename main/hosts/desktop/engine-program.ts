// The desktop's engine process: the same engine as everywhere, with the network of Electron. It is a program of its own, started as a utility process.
import { net } from 'electron'
import { openEngine } from '../../engine/compose.ts'
import { runAsEngineChild } from '../../engine/link/engine-child.ts'
import { engineFetch } from './net-fetch.ts'

const fetch = engineFetch((url, init) => net.fetch(url, init))

runAsEngineChild((options, ports) => openEngine(options, { ...ports, fetch }))
