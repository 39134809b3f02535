import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * The folder of the ledger when no `--data` names one: `$FEEBRIDGE_DATA`, else where this platform keeps a program's data that does not roam
 * (Linux `~/.local/share/feebridge`, macOS `~/Library/Application Support/Feebridge`, Windows `%LOCALAPPDATA%\Feebridge`).
 */
export function defaultDataFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (env.FEEBRIDGE_DATA !== undefined && env.FEEBRIDGE_DATA !== '') return resolve(env.FEEBRIDGE_DATA)
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Feebridge')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Feebridge')
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'feebridge')
}

/** The practice district's folder: beside the real one, never inside it, so that it can be thrown away. */
export function practiceDataFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  return `${defaultDataFolder(env, platform)}-practice`
}
