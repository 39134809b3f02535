import { z } from 'zod'

/** `updates.json` of the person's own folder, or `FEEBRIDGE_UPDATES_URL`: where newer versions are looked for. Nothing else turns updates on. */
export const updatesFile = z.strictObject({
  feedUrl: z.url({ protocol: /^https$/, error: 'feedUrl is not an https address' }),
})

/** What is known of newer versions. */
export type UpdateState =
  | { kind: 'off' }
  | { kind: 'asked'; at: Date }
  | { kind: 'current'; version: string; at: Date }
  | { kind: 'loading'; version: string }
  | { kind: 'ready'; version: string }
  | { kind: 'failed'; at: Date }

/** The address of the feed; null when there is none, or `bad` when one is given that cannot be used. */
export function feedOf(
  fromEnvironment: string | undefined,
  fromFile: string | undefined,
): { kind: 'off' } | { kind: 'on'; url: string } | { kind: 'bad'; why: string } {
  const feedUrl = fromEnvironment === undefined || fromEnvironment === '' ? fromFile : fromEnvironment
  if (feedUrl === undefined) return { kind: 'off' }
  const parsed = updatesFile.safeParse({ feedUrl })
  return parsed.success
    ? { kind: 'on', url: parsed.data.feedUrl }
    : { kind: 'bad', why: parsed.error.issues[0]?.message ?? 'it cannot be used' }
}

/** A downloaded version is installed as the app quits, but never while a run is under way: that quit only ends the run in order. */
export function installsOnQuit(state: UpdateState, runsUnderWay: number): boolean {
  return state.kind === 'ready' && runsUnderWay === 0
}

/** The state as a sentence for the settings; null where updates are off. */
export function sayUpdates(state: UpdateState): string | null {
  switch (state.kind) {
    case 'off':
      return null
    case 'asked':
      return 'Looking for a newer version.'
    case 'current':
      return `Version ${state.version} is the newest.`
    case 'loading':
      return `Version ${state.version} is being downloaded.`
    case 'ready':
      return `Version ${state.version} is ready. It is installed when you quit Feebridge.`
    case 'failed':
      return 'The last look for a newer version failed. It is tried again by itself; the log says more.'
  }
}
