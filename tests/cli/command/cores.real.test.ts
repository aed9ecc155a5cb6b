import { spawnSync } from 'node:child_process'
import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { environmentSchema } from '../../../src/engine/measure/machine/environment'

const program = resolve(import.meta.dirname, '../../../out/main/cli.cjs')

/** What the command line says of the machine when a shell starts it so. */
function environmentUnder(script: string) {
  const { stdout, stderr } = spawnSync('sh', ['-c', script, process.execPath, program], {
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  return environmentSchema.parse(JSON.parse(stdout))
}

const hasTaskset = spawnSync('taskset', ['--version']).status === 0

test('affinity set with taskset is what there is of cores', (context) => {
  if (!hasTaskset) context.skip('there is no taskset (util-linux)')
  const last = cpus().length - 1
  const { cores, processors } = environmentUnder(`taskset -c ${last} "$0" "$1" env --json`)
  expect(cores).toBe(1)
  expect(processors).toMatchObject({ effective: 1, usable: [{ id: last }] })
  if (last > 0) expect(processors?.limit).toBe('affinity')
})

/** A new control group with half a core; null where none can be made. */
function halfACore(): string | null {
  const name = `corewise-test-${process.pid}`
  const groups = [
    { folder: '/sys/fs/cgroup', file: 'cpu.max', text: '50000 100000' },
    { folder: '/sys/fs/cgroup/cpu', file: 'cpu.cfs_quota_us', text: '50000' },
  ]
  for (const { folder, file, text } of groups) {
    const group = join(folder, name)
    try {
      mkdirSync(group)
    } catch {
      continue
    }
    try {
      writeFileSync(join(group, file), text, { flag: 'r+' })
      return group
    } catch {
      rmdirSync(group)
    }
  }
  return null
}

test('a real quota of half a core is half a core', (context) => {
  const group = halfACore()
  if (group === null) return context.skip('no control group can be made here')
  try {
    const { processors } = environmentUnder(
      `echo $$ > ${group}/cgroup.procs && "$0" "$1" env --json`,
    )
    expect(processors).toMatchObject({ effective: 0.5, limit: 'quota', quota: 0.5 })
  } finally {
    rmdirSync(group)
  }
})
