import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Body } from '.'

/** Reads the plan's file for that job and hashes it on the calling thread (SHA-256). */
export const files: Body = {
  wait: (plan, index, waits) => {
    const path = plan.file(index)
    return waits.either({ blocking: () => readFileSync(path), async: () => readFile(path) })
  },
  use: (content) => {
    createHash('sha256')
      .update(content as Uint8Array)
      .digest()
  },
}
