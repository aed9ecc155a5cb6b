import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty folder of its own for a test; `own-folder` removes it once the test's file is over. */
export function scratch(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'scratch-'))
}
