/** Every limit that is not a rule of money, in one place. Times in ms, sizes in bytes. */
export const LIMITS = {
  /** Rows asked for in one page of a pull. */
  pullPageRows: 1_000,
  /** Imports decided in one SQL transaction of RECORD. */
  recordBatchRows: 5_000,
  /** Records of a run that are kept in memory as they were read, between PULL and RECORD. More of them cost more in collecting garbage than they save. */
  recentRecords: 30_000,
  /** Fees whose stored columns are renewed in one SQL transaction of Re-Build Payment Data. */
  rebuildBatchRows: 2_000,
  /** Attempts for one request that is safe to repeat. */
  requestAttempts: 4,
  /** First wait between attempts; doubled each time, with jitter. */
  backoffFirstMs: 500,
  backoffMostMs: 30_000,
  connectMs: 10_000,
  headersMs: 30_000,
  idleBodyMs: 30_000,
  wholeCallMs: 120_000,
  bodyBytes: 32 * 1024 * 1024,
  /** A Retry-After that cannot be read. */
  retryAfterUnreadableMs: 60_000,
  /** A longer Retry-After opens the circuit instead of being waited for. */
  retryAfterMostMs: 3_600_000,
  circuitFailures: 5,
  circuitFirstProbeMs: 60_000,
  circuitMostProbeMs: 30 * 60_000,
  /** A pull whose total moved is begun again at most this often (P3). */
  pullRestarts: 2,
  /** Pages of one pull; beyond it the pull is incomplete and says so. */
  pullPages: 10_000,
  /** Records that one run asks for singly because a list left them out. */
  singleQuestions: 2_000,
  /** A window that was signed in to with a PIN is signed out after so long without anybody at it. */
  sessionIdleMs: 10 * 60_000,
  /** Attempts of one delivery before it becomes a sync error (D3); each may send a request several times where that is safe. */
  deliveryAttempts: 6,
  deliveryFirstRetryMs: 15_000,
  deliveryMostRetryMs: 15 * 60_000,
  /** How long a command that has nothing else to do any more lets what it owes go out. */
  commandLingersMs: 1_000,
  /** Rows of a list page: default and most. */
  listRows: 1_000,
  listRowsMost: 100_000,
  /** Rows on one sheet of a workbook; a further sheet is begun beyond it. */
  sheetRows: 1_000_000,
  /** Statements slower than this are named in the log. */
  slowStatementMs: 40,
  /** Days a test run's workbook is kept (T1). */
  testWorkbookDays: 30,
  backupsKept: 30,
  /** The scheduler's tick. */
  tickMs: 15_000,
  /** Bodies of calls to the browser host and the local socket. */
  callBytes: 8 * 1024 * 1024,
} as const
