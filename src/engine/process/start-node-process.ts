import { fork, type ChildProcess } from 'node:child_process'
import { killTree } from './kill-tree'
import { withMore, type OwnProcess, type ProcessEnd, type ProcessOptions } from './own-process'

/** Starts it as a child process of Node. */
export function startNodeProcess<Sent, Heard>(
  file: string,
  { environment = {} }: ProcessOptions,
): OwnProcess<Sent, Heard> {
  const child = fork(file, [], {
    // Garbage of the main thread would else be collected seconds later, beside what is measured.
    execArgv: ['--no-memory-reducer'],
    env: { ...process.env, ...environment },
    // Messages hold maps and figures that are no numbers, which JSON loses.
    serialization: 'advanced',
    // The head of a group: what somebody's job started is ended with it, also where it ends by
    // itself.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let complaint = ''
  child.stderr?.on('data', (text: Buffer) => {
    complaint = withMore(complaint, text.toString())
  })
  const ended = new Promise<ProcessEnd>((resolve) => {
    // After its exit: what it had sent is heard, and what it had written is read.
    child.once('exit', () => {
      killGroup(child.pid)
    })
    child.once('close', (code, signal) => {
      const how = signal ?? `code ${code ?? 0}`
      resolve({ how, isKilled: signal === 'SIGKILL', complaint })
    })
    child.once('error', (error) => {
      // One that goes on running could not be sent a message or a signal, and has ended or will.
      if (child.pid === undefined)
        resolve({ how: whyNotStarted(error), isKilled: false, complaint })
    })
  })
  return {
    get pid() {
      return child.pid ?? null
    },
    post: (message) => {
      // It may have ended at once; its end says so.
      if (child.connected) child.send(message as object, () => undefined)
    },
    onMessage: (listener) => {
      child.on('message', (message) => {
        listener(message as Heard)
      })
    },
    ended,
    kill: () => {
      if (child.pid !== undefined && isAlive(child)) killTree(child.pid)
    },
  }
}

function isAlive({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined || process.platform === 'win32') return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nothing is left of it.
  }
}

const limits: Readonly<Record<string, string>> = {
  EAGAIN: 'it could not be started: as many processes run as may, see ulimit -u',
  EMFILE: 'it could not be started: too many files are open, see ulimit -n',
  ENFILE: 'it could not be started: too many files are open on this machine',
  ENOMEM: 'it could not be started: there is not enough memory',
}

function whyNotStarted(error: Error & { readonly code?: string }): string {
  return limits[error.code ?? ''] ?? error.message
}
