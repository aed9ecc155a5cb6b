import { nodeContenders } from '../node-contenders'
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { claimOf, comparisonOf } from '../../src/engine/analysis/claim'
import { type ContenderName } from '../../src/engine/contender'
import type { Result } from '../../src/engine/result/result'
import { preset, presetNames, type PresetName } from '../../src/engine/spec/presets'
import { specSchema, type Spec } from '../../src/engine/spec/spec'
import { Lab } from '../../src/host/run/lab'

// Runs presets beside processes that spin, as many as there are cores, and compares what is claimed
// then with what the same run claims without them. To be started on a machine that is calm.

type Claim = ReturnType<typeof claimOf>

const { values } = parseArgs({
  options: {
    tries: { type: 'string', default: '20' },
    preset: { type: 'string' },
    /** Milliseconds that each contender is measured; without it, as the preset has it. */
    duration: { type: 'string' },
  },
})

async function main(): Promise<void> {
  const names = presetNames.filter((name) => values.preset === undefined || name === values.preset)
  if (names.length === 0) {
    throw new Error(`--preset must be one of ${presetNames.join(', ')}, got ${values.preset ?? ''}`)
  }
  const lab = new Lab({
    engineFolder: import.meta.dirname,
    filesFolder: join(import.meta.dirname, '../../node_modules'),
  })
  for (const name of names) await tryPreset(name, lab)
}

async function tryPreset(name: PresetName, lab: Lab): Promise<void> {
  const spec = specOf(name)
  const calm = claimsOf(await lab.run(spec))
  const counts = { same: 0, none: 0, other: 0 }
  for (let left = Number(values.tries); left > 0; left -= 1) {
    const stop = spin()
    const busy = claimsOf(await lab.run(spec).finally(stop))
    for (const [pair, claim] of busy) {
      const before = calm.get(pair) ?? 'none'
      if (claim === 'none') counts.none += 1
      else if (claim === before) counts.same += 1
      else {
        counts.other += 1
        process.exitCode = 1
        process.stdout.write(`${name}: ${pair} claimed ${claim}, calm ${before}\n`)
      }
    }
  }
  const told = [...calm].map(([pair, claim]) => `${pair} ${claim}`).join(', ')
  process.stdout.write(
    `${name}: calm: ${told}; beside spinning processes: ${counts.same} the same, ${counts.none} without a claim, ${counts.other} contradict\n`,
  )
}

function specOf(name: PresetName): Spec {
  const { spec } = preset(name, availableParallelism())
  if (values.duration === undefined) return spec
  return specSchema.parse({ ...spec, durationMs: Number(values.duration), warmupMs: 200 })
}

/** What a run claims of each two of its contenders in jobs per second. */
function claimsOf(result: Result): Map<string, Claim> {
  const pairs = nodeContenders.flatMap((first, index) =>
    nodeContenders.slice(index + 1).map((second) => [first, second] as const),
  )
  return new Map(
    pairs.flatMap(([first, second]): [string, Claim][] => {
      const isMeasured = (name: ContenderName): boolean =>
        result.contenders.some((one) => one.name === name && one.status === 'measured')
      if (!isMeasured(first) || !isMeasured(second)) return []
      const comparison = comparisonOf(result, first, second)
      const claim =
        comparison === null ? 'none' : claimOf(result, comparison.jobsPerSecond, 'jobsPerSecond')
      return [[`${first} to ${second}`, claim]]
    }),
  )
}

/** Keeps every core busy; gives what ends it. */
function spin(): () => void {
  const children = Array.from({ length: availableParallelism() }, () =>
    // It ends by itself where this process is killed.
    spawn(process.execPath, ['-e', 'const p = process.ppid; while (process.ppid === p);'], {
      stdio: 'ignore',
    }),
  )
  return () => {
    for (const child of children) child.kill('SIGKILL')
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
