import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { readOthers } from '../../../../src/engine/measure/machine/machine'

/** Computes until it used so much CPU time, does something else, then waits to be ended. */
const computing = (seconds: number, and: string): string => `
  while (process.cpuUsage().user < ${seconds * 1e6});
  ${and}
  process.stdin.on('end', () => process.exit()).resume()
`
const inner = `require('node:child_process')
    .spawnSync(process.execPath, ['-e', ${JSON.stringify(computing(0.9, 'process.exit()'))}])
  console.log('done')`

const startedSeconds = (known: readonly number[] = []): number | null =>
  readOthers({ httpPid: null, hostPid: null, starters: { pids: [process.pid], known } })
    ?.serviceSeconds ?? null

it.runIf(process.platform === 'linux')(
  'tells what processes used that this one started, and those below them, also once they ended',
  async (context) => {
    const before = startedSeconds()
    if (before === null) return context.skip('this system does not tell CPU time')
    const child = spawn(process.execPath, ['-e', computing(0.3, inner)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    const during = (startedSeconds() ?? 0) - before
    expect(during).toBeGreaterThanOrEqual(1.1)
    // What the lab itself started is told elsewhere.
    const without = (startedSeconds([child.pid ?? 0]) ?? 0) - before
    expect(without).toBeLessThan(0.3)
    child.stdin.end()
    await once(child, 'exit')
    expect((startedSeconds() ?? 0) - before).toBeGreaterThanOrEqual(during)
  },
)
