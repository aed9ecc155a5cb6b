import envPaths from 'env-paths'
import { join, resolve } from 'node:path'
import { OutputError } from '../output/output-error'
import { checkWritable } from '../output/output-folder'

/**
 * Where runs are kept: `COREWISE_HOME` where it is set, else the place that the system has for an
 * application's data; in it the folder `runs`.
 */
export function libraryFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(homeFolder(environment), 'runs')
}

/** Where surveys are kept, beside the runs: `surveys`. They compare no contenders. */
export function surveyFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(homeFolder(environment), 'surveys')
}

/** Where workshops are kept: `workshops`. */
export function workshopsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(homeFolder(environment), 'workshops')
}

/** Where jobs are kept that a person wrote in a window: `jobs`. */
export function ownJobsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(homeFolder(environment), 'jobs')
}

/** Where it is kept which jobs of a person's own may be run: `agreed-jobs.json`. */
export function agreedJobsFile(environment: NodeJS.ProcessEnv = process.env): string {
  return join(homeFolder(environment), 'agreed-jobs.json')
}

function homeFolder({ COREWISE_HOME: home }: NodeJS.ProcessEnv): string {
  const isSet = home !== undefined && home !== ''
  return isSet ? resolve(home) : envPaths('corewise', { suffix: '' }).data
}

/** What a shell ends with where it cannot use what it was given. */
export const CANNOT_BE_USED = 2

/**
 * Why a shell cannot keep anything in this folder, and what to do, in words for a person; null
 * where it can. To be asked before the shell opens.
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
