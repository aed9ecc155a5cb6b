import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { FootprintMessage, FootprintOrder } from './footprint-message'

/** A process that was started to wait as ordered. */
export interface FootprintProcess {
  /** What it saw of its memory; rejects in one line where it ends without saying. */
  readonly answer: Promise<FootprintMessage>
  /** Ends it at once; resolves when it is gone. */
  stop(): Promise<void>
}

/** Starts such a process. */
export type StartFootprintProcess = (order: FootprintOrder) => FootprintProcess

/** Starts it as a child process of Node; it ends with this process, however this one ends. */
export const startFootprintProcess: StartFootprintProcess = (order) => {
  const file = join(order.folder, 'footprint-process.cjs')
  const child = fork(file, [], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const gone = new Promise((resolve) => {
    child.once('exit', resolve)
    child.once('error', resolve)
  })
  let complaint = ''
  child.stderr?.on(
    'data',
    (text: Buffer) => (complaint = (complaint + text.toString()).slice(-2_000)),
  )
  const answer = new Promise<FootprintMessage>((resolve, reject) => {
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
  return {
    answer,
    stop: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}
