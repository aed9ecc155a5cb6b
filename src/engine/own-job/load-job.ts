import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { JobImporter } from './job-importer'
import { jobModuleOf, type JobModule } from './job-module'
import { silence } from './silence'
import type { JobFile } from './trial'

/** A file that is no longer what it was when its person agreed to run it. */
export class JobChangedError extends Error {
  override readonly name = 'JobChangedError'
}

/** The digest by which a job file is known. */
export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/**
 * Loads a job file into the calling thread and runs its top level: somebody's code, with all that
 * the process may do.
 *
 * @throws JobChangedError where the file is another by now
 * @throws SourceError, JobExportError, or what the file throws
 */
export async function loadJob({ file, sha256, seed }: JobFile): Promise<JobModule> {
  silence()
  // Some editors begin a file with a mark of its encoding, which is no part of its text.
  const source = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  if (digestOf(source) !== sha256) {
    throw new JobChangedError('the file was changed since it was tried; run it again')
  }
  return jobModuleOf(await new JobImporter().load(file, source), seed)
}
