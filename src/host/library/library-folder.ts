import { join, resolve } from 'node:path'
import envPaths from 'env-paths'

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

function homeFolder({ COREWISE_HOME: home }: NodeJS.ProcessEnv): string {
  const isSet = home !== undefined && home !== ''
  return isSet ? resolve(home) : envPaths('corewise', { suffix: '' }).data
}
