import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { realpath, rename, rm } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { AppError } from '../../../contract/app-error.ts'
import { type Places, PRACTICE_MARK } from './places.ts'

/**
 * Deletes the practice folder; its engine must be closed. Never one without the practice mark, and never one that the district's own ledger is, or
 * lies in. Null when it is gone.
 */
export async function deletePracticeFolder(places: Places): Promise<AppError | null> {
  if (!existsSync(places.practice)) return null
  const folder = await realpath(places.practice)
  if (!existsSync(join(folder, PRACTICE_MARK)))
    return refusal(
      `${folder} is not marked as practice data, so it was not deleted. Look into it before you remove it.`,
    )
  const own = existsSync(places.own) ? await realpath(places.own) : places.own
  if (own === folder || own.startsWith(folder + sep) || folder.startsWith(own + sep))
    return refusal(`${folder} and the district's own data are not apart, so it was not deleted.`)
  // Out of its place first, in one step: what cannot be moved is in use, and then not one file of it is touched.
  const away = `${folder}.thrown-away-${randomBytes(4).toString('hex')}`
  const failure = await rename(folder, away).then(() => null, reasonOf)
  if (failure !== null)
    return refusal(`The practice data in ${folder} could not be deleted: ${failure}. Close what uses it and try again.`)
  const leftover = await rm(away, { recursive: true, force: true }).then(() => null, reasonOf)
  return leftover === null
    ? null
    : refusal(`The practice data was taken away, but ${away} could not be deleted: ${leftover}. Delete it by hand.`)
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'this account may not'
  if (error.code === 'EBUSY' || error.code === 'ENOTEMPTY') return 'a program is using it'
  return error.code ?? error.message
}

function refusal(message: string): AppError {
  return { code: 'failed', message }
}
