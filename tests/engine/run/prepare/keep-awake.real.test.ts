import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readProcessors } from '../../../../src/engine/measure/processors/read-processors'
import { SystemFiles } from '../../../../src/engine/measure/processors/system-files'
import type { Processors } from '../../../../src/engine/measure/processors/processors'
import { awakeArguments, keepCoresAwake } from '../../../../src/engine/run/prepare/keep-awake'

const [core] = readProcessors().usable
const plain: Processors = {
  effective: 1,
  limit: 'machine',
  online: 1,
  quota: null,
  usable: core === undefined ? [] : [{ ...core, siblings: [core.id] }],
}

/** SCHED_IDLE, as field 41 of /proc/<pid>/stat has it (proc(5), sched(7)). */
const IDLE_POLICY = '5'

test.runIf(process.platform === 'linux')(
  'a core is kept awake by a process that runs only when nothing else wants the core, until the end',
  async () => {
    const awake = keepCoresAwake(plain, false)
    onTestFinished(awake.end)
    const [pid] = awake.pids
    expect(awake.pids).toHaveLength(1)
    const policy = () =>
      readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8')
        .split(') ')
        .at(-1)
        ?.split(' ')[38]
    await vi.waitFor(() => {
      expect(policy()).toBe(IDLE_POLICY)
    }, 10_000)
    awake.end()
    await vi.waitFor(() => {
      expect(existsSync(`/proc/${pid ?? 0}`)).toBe(false)
    }, 10_000)
  },
)

test.runIf(process.platform === 'linux')(
  'what keeps a core awake ends where the one that started it is gone already',
  async () => {
    const child = spawn('taskset', awakeArguments(core?.id ?? 0, 1), { stdio: 'ignore' })
    onTestFinished(() => {
      child.kill('SIGKILL')
    })
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
    expect({ code, signal }).toEqual({ code: 0, signal: null })
  },
)

test('cores sleep where a quota would pay, where siblings would lose, and where they are not known', () => {
  const siblings = plain.usable.map((each) => ({ ...each, siblings: [each.id, each.id + 1] }))
  for (const processors of [{ ...plain, quota: 1.5 }, { ...plain, usable: siblings }, null]) {
    expect(keepCoresAwake(processors, false).pids).toEqual([])
  }
})

test('cores sleep where the system shares them between sessions first, and contenders have some', () => {
  const root = mkdtempSync(join(tmpdir(), 'corewise-sessions-'))
  onTestFinished(() => {
    rmSync(root, { recursive: true })
  })
  mkdirSync(join(root, 'proc/sys/kernel'), { recursive: true })
  const pidsWith = (isShared: '0' | '1', hasSessions: boolean): readonly number[] => {
    writeFileSync(join(root, 'proc/sys/kernel/sched_autogroup_enabled'), `${isShared}\n`)
    const awake = keepCoresAwake(plain, hasSessions, new SystemFiles(root))
    onTestFinished(awake.end)
    return awake.pids
  }
  expect(pidsWith('1', true)).toEqual([])
  if (process.platform !== 'linux') return
  expect(pidsWith('0', true)).toHaveLength(1)
  expect(pidsWith('1', false)).toHaveLength(1)
})
