import childProcess from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import workerThreads from 'node:worker_threads'

/**
 * Refuses to start a thread, a process or a server, so that the tests of the project `fast` stay
 * quick and can share a process. A test that needs one lies in a file named `*.real.test.ts`.
 */
function refuse(what: string): () => never {
  return function refused() {
    throw new Error(`${what} is for tests in files named *.real.test.ts: this one is in "fast"`)
  }
}

Object.assign(workerThreads, { Worker: refuse('A thread') })
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  Object.assign(childProcess, { [name]: refuse('A process') })
}
net.Server.prototype.listen = refuse('A server')
syncBuiltinESMExports()
