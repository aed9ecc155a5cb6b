import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Where the lab's own dependencies lie, which a `files` workload reads where its spec names no
 * folder: in the checkout, or where the lab was installed beside them.
 *
 * @param builtFolder the folder of the built programs, `out/main`
 */
export function packagesFolder(builtFolder: string): string {
  const own = join(builtFolder, '../../node_modules')
  // An installed package lies in `node_modules/corewise`.
  return existsSync(own) ? own : join(builtFolder, '../../..')
}
