import { join, resolve } from 'node:path'
import envPaths from 'env-paths'

/**
 * Where runs are kept: `COREWISE_HOME` where it is set, else the place that the system has for an
 * application's data; in it the folder `runs`.
 */
export function libraryFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const home = environment.COREWISE_HOME
  const isSet = home !== undefined && home !== ''
  return join(isSet ? resolve(home) : envPaths('corewise', { suffix: '' }).data, 'runs')
}
