/** What one page, or one stalled client, may cost the browser host. Times in ms, sizes in bytes. */
export interface HostLimits {
  /** How long a start link works. */
  startLinkMs: number
  /** How long a finished export waits to be fetched. */
  downloadMs: number
  /** Time for a client to send its headers. */
  headersMs: number
  /** Time for a client to send a whole request. The answer may take longer: a run can be waited for. */
  requestMs: number
  /** How long an idle connection is kept for the next request. */
  keepAliveMs: number
  /** How often a quiet event stream says that it is alive. */
  heartbeatMs: number
  /** Event streams open at once: one a window, with room for reloads. */
  streamsMost: number
  /** Bytes that an event stream may lag behind before it is cut; the window comes back and asks again. */
  streamLagBytes: number
  /** Windows signed in at once; the oldest is signed out beyond it. */
  sessionsMost: number
  /** Connections of any kind at once. */
  connectionsMost: number
}

export const HOST_LIMITS: HostLimits = {
  startLinkMs: 5 * 60_000,
  downloadMs: 10 * 60_000,
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs: 5_000,
  heartbeatMs: 20_000,
  streamsMost: 16,
  streamLagBytes: 1024 * 1024,
  sessionsMost: 16,
  connectionsMost: 128,
}
