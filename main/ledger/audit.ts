import { openChain } from './chain.ts'
import type { Db } from './open.ts'

/** One line of the audit trail: who did what to what. `facts` never hold a secret or a raw record. */
export interface AuditLine {
  at: string
  actor: string
  action: string
  subject: string | null
  facts: Record<string, string | number | boolean | null>
}

/** The audit trail, hash-chained from the first row. */
export function openAudit(db: Db) {
  const chain = openChain(db, 'audit')
  const insert = db.prepare(
    'INSERT INTO audit (seq, hash, at, actor, action, subject, facts) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  return {
    append(line: AuditLine): void {
      const fields = [line.at, line.actor, line.action, line.subject, JSON.stringify(line.facts)] as const
      const link = chain.next(fields)
      insert.run(link.seq, link.hash, ...fields)
    },
    begin() {
      chain.forget()
    },
  }
}
