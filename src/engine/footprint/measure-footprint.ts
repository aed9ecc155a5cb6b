import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { FootprintMessage, FootprintOrder } from './footprint-message'

/** A process that says nothing for so long is ended: thousands of threads take minutes to start. */
const LIMIT_MS = 600_000

/**
 * Has a process of its own wait as ordered and gives what it saw of its memory. The process has
 * ended when this settles.
 *
 * @throws Error in one line where it ends without an answer; the signal's reason where it aborts
 */
export async function measureFootprint(
  order: FootprintOrder,
  signal: AbortSignal,
): Promise<FootprintMessage> {
  const file = join(order.folder, 'footprint-process.cjs')
  const child = fork(file, [], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const exited = new Promise((resolve) => {
    child.once('exit', resolve)
    child.once('error', resolve)
  })
  const end = (): void => {
    child.kill('SIGKILL')
  }
  const limit = setTimeout(end, LIMIT_MS)
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  try {
    return await answerOf(child, order)
  } finally {
    clearTimeout(limit)
    signal.removeEventListener('abort', end)
    end()
    await exited
  }
}

function answerOf(child: ChildProcess, order: FootprintOrder): Promise<FootprintMessage> {
  let complaint = ''
  child.stderr?.on(
    'data',
    (text: Buffer) => (complaint = (complaint + text.toString()).slice(-2_000)),
  )
  return new Promise((resolve, reject) => {
    child.once('message', resolve as (message: unknown) => void)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      const said = /^.*(?:error|fatal).*$/im.exec(complaint)?.[0].trim() ?? ''
      const how = signal ?? `code ${code ?? 0}`
      reject(new Error(`the process ended (${how})${said === '' ? '' : `: ${said}`}`))
    })
    // It may have ended at once; its end says so.
    child.send(order, () => undefined)
  })
}
