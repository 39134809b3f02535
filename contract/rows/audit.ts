/** One line of the audit trail: who did what to what, and when (UTC). `hash` chains it to the line before, as hexadecimal digits. */
export interface AuditRow {
  seq: number
  at: string
  actor: string
  /** A short word such as `settings.import`. */
  action: string
  subject: string | null
  facts: Record<string, string | number | boolean | null>
  hash: string
}
