import { OutputError } from '../output/output-error'
import { checkWritable } from '../output/output-folder'

/** What a shell ends with where it cannot use what it was given. */
export const CANNOT_BE_USED = 2

/**
 * Why a shell cannot keep anything in this folder, and what to do, in words for a person; null where
 * it can. To be asked before the shell opens.
 */
export async function whyNotWritable(folder: string): Promise<string | null> {
  try {
    await checkWritable(folder)
    return null
  } catch (error) {
    if (!(error instanceof OutputError)) throw error
    return `${error.message}. Set COREWISE_HOME to a folder that can be written.`
  }
}
