import { utilityProcess } from 'electron'
import {
  withMore,
  type OwnProcess,
  type ProcessEnd,
  type ProcessOptions,
} from '../engine/process/own-process'
import { killTree } from '../engine/process/kill-tree'

/**
 * Starts a process of the lab's own as a utility process: the packaged application cannot be run as
 * Node, which is what a child process of Node would be here.
 */
export function startUtilityProcess<Sent, Heard>(
  file: string,
  { title, environment = {} }: ProcessOptions,
): OwnProcess<Sent, Heard> {
  const child = utilityProcess.fork(file, [], {
    serviceName: title,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr?.on('data', (text: Buffer) => {
    complaint = withMore(complaint, text.toString())
  })
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once('exit', (code) => {
      // No process of the lab's own ends by itself: with code 0 it was killed.
      const isKilled = code === 0
      resolve({ how: isKilled ? 'SIGKILL' : `code ${code}`, isKilled, complaint })
    })
  })
  let isUnwanted = false
  child.once('spawn', () => {
    if (isUnwanted) kill(child.pid)
  })
  return {
    get pid() {
      return child.pid ?? null
    },
    post: (message) => {
      child.postMessage(message)
    },
    onMessage: (listener) => {
      child.on('message', listener)
    },
    ended,
    kill: () => {
      // Before it is spawned it has no id to be ended by.
      isUnwanted = true
      kill(child.pid)
    },
  }
}

/** At once: one that blocks does not hear a request to end. */
function kill(pid: number | undefined): void {
  if (pid !== undefined) killTree(pid)
}
