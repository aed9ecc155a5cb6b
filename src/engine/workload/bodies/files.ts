import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Coroutine } from '../../loop'
import type { Plan } from '../plan'
import type { Waiting } from '../waiting'

/** Reads the plan's file for that job and hashes it on the calling thread (SHA-256). */
export function* readAndHash(plan: Plan, index: number, wait: Waiting): Coroutine<void> {
  const path = plan.file(index)
  const content = yield* wait.either({
    blocking: () => readFileSync(path),
    async: () => readFile(path),
  })
  createHash('sha256').update(content).digest()
}
