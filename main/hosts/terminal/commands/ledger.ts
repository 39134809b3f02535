import { resolve } from 'node:path'
import { calling } from '../calling.ts'
import { given } from '../command-input.ts'
import type { Handler } from '../command-spec.ts'
import { EXIT } from '../exit-codes.ts'
import { withLedger } from '../ledger-session.ts'

/** `report transactions --out FILE.xlsx`: Export All Transactions. */
export const reportTransactions = calling('reports.transactions', {
  request: input => ({ outFile: resolve(input.text('out') ?? '') }),
  words: ({ file, rows }) => `${rows.toLocaleString('en-US')} transactions written to ${file}.`,
  reach: { letOthersIn: true },
})

/** `verify`: file, chain, control totals; a finding is exit code 1. */
export const verifyLedger: Handler = (input, output) =>
  withLedger({ input, output, reach: { letOthersIn: true } }, async ledger => {
    const reply = await ledger.call('ledger.verify', {})
    if (!reply.ok) return output.refuse(reply.error)
    const { ok, entries, auditRows, fees, findings } = reply.value
    output.result(reply.value, () =>
      ok
        ? `The ledger is whole: ${entries} entries, ${fees} fees, ${auditRows} audit rows.`
        : 'The ledger is not whole.',
    )
    if (ok) return EXIT.succeeded
    for (const finding of findings) output.sentence(finding)
    return EXIT.failed
  })

export const backUpLedger = calling('ledger.backup', {
  request: input => given({ outDir: input.text('out') === undefined ? undefined : resolve(input.text('out') ?? '') }),
  words: ({ file, bytes }) => `Backed up and checked: ${file} (${bytes.toLocaleString('en-US')} bytes).`,
  reach: { letOthersIn: true },
})
