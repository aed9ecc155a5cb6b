import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { join } from 'node:path'

/** A running loopback service. */
export interface HttpService {
  readonly port: number
  /** Its process, whose CPU time is not a contender's; null where the shell does not tell. */
  readonly pid: number | null
  /** Ends the service; resolves when its process is gone. */
  stop(): Promise<void>
}

/** How long the service may take to end by itself. */
const GRACE_MS = 500

/**
 * Starts the loopback service as a child process; it ends with this process, however this one
 * ends. `engineFolder` holds the built `http-service.cjs`. Rejects if the service does not start.
 */
export async function startHttpService(engineFolder: string): Promise<HttpService> {
  const file = join(engineFolder, 'http-service.cjs')
  const child = fork(file, [], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const port = await readPort(child)
  // The service must not keep this process alive: it ends when this process does.
  child.unref()
  child.channel?.unref()
  ;(child.stderr as Socket | null)?.unref()
  return { port, pid: child.pid ?? null, stop: () => stop(child) }
}

function readPort(child: ChildProcess): Promise<number> {
  let complaint = ''
  child.stderr?.on('data', (text: Buffer) => (complaint += text.toString()))
  return new Promise((resolve, reject) => {
    child.once('message', (message: { port: number }) => {
      resolve(message.port)
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      const reason = complaint.trim().split('\n').at(-1) ?? ''
      reject(new Error(`The loopback service ended (${signal ?? `code ${code ?? 0}`}): ${reason}`))
    })
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
  child.ref()
  if (child.connected) child.disconnect()
  await exited
  clearTimeout(force)
}
