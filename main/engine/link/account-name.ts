import { userInfo } from 'node:os'

/**
 * The operating-system account of this process. Only the system itself is asked: the environment says what anybody likes. An account without an entry in the
 * system's list has no name there, only a number.
 */
export function accountName(): string {
  try {
    return userInfo().username
  } catch (error) {
    if (process.getuid === undefined) throw error
    return `uid-${process.getuid()}`
  }
}
