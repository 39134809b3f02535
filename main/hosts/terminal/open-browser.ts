import { spawn } from 'node:child_process'

/**
 * Opens the machine's browser where there is one to open. Returns a sentence when it did not try, else null. `FEEBRIDGE_NO_BROWSER=1` keeps
 * it closed. The address carries a token that works once.
 */
export function openBrowser(
  url: string,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | null {
  if (env.FEEBRIDGE_NO_BROWSER === '1') return 'No browser was opened: FEEBRIDGE_NO_BROWSER is set.'
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY)
    return 'No browser was opened: this session has no display.'
  const [program, ...before] = opener(platform)
  const child = spawn(program, [...before, url], { stdio: 'ignore', detached: true })
  // A machine without an opener is no fault of the start: the address stands in the terminal.
  child.once('error', () => child.unref())
  child.unref()
  return null
}

function opener(platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === 'darwin') return ['open']
  // rundll32 takes the address as it is; "start" would read its & as a command.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return ['xdg-open']
}
