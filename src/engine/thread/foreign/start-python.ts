import { basename, join } from 'node:path'
import { contenders, threadsOf, type ContenderName } from '../../contender'
import { controlLayout } from '../../measure/control'
import { pythonFolder } from '../../measure/machine/find-python'
import { recordLayout } from '../../measure/record-layout'
import { lineInStacks, lineWhereItStands } from '../../own-job/python-standing'
import { ThreadRecord } from '../../measure/thread-record'
import { FIELDS } from '../../spec/amount-table'
import type { Plan } from '../../workload/plan'
import { messageOf } from '../message-of'
import type { ContenderSetup, RunningContender } from '../start/running-contender'
import { ForeignProcess } from './foreign-process'
import { SharedFiles } from './shared-files'

/** Of what is said and written here; a contender is told, and can refuse. */
const PROTOCOL = 1

/**
 * Starts a contender that runs on Python, parked. Never throws: one that cannot be started has
 * died.
 */
export function startPython(name: ContenderName, setup: ContenderSetup): RunningContender {
  const records = recordNames(name, setup).map((record) =>
    ThreadRecord.allocateForeign(record, setup.control),
  )
  try {
    return running(name, setup, records)
  } catch (error) {
    return {
      records,
      keepsJobs: false,
      died: Promise.resolve(new Error(`${name}: ${messageOf(error)}`)),
      refresh: () => undefined,
      go: () => new Promise(() => undefined),
      park: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    }
  }
}

function running(
  name: ContenderName,
  setup: ContenderSetup,
  records: readonly ThreadRecord[],
): RunningContender {
  const { control, engineFolder, plan, python } = setup
  if (python === null) throw new Error('there is no Python')
  const files = new SharedFiles(control, records)
  files.write('text.bin', plan.text)
  files.write('plan.bin', planBytes(plan, python.nodeRoundsPerMs))
  files.write('order.json', JSON.stringify(orderOf(name, setup, records, python.roundsPerMs)))
  const script = join(pythonFolder(engineFolder), 'contender.py')
  // No compiled files beside the scripts: they may lie where nobody may write.
  const foreign = new ForeignProcess(name, python.executable, ['-B', script, files.folder])
  const { own } = plan
  let kept = 0
  /** False while records hold what is to be forgotten, and once the files are given up. */
  let isReady = false
  control.park()
  return {
    records,
    get keepsJobs() {
      return kept > 0
    },
    died: foreign.died.then((error) => withPlace(error, foreign.complaint, own)),
    lineOfHang: () => {
      const pids = new Set(records.map((record) => record.read().process))
      const asked = [...pids].filter((pid) => typeof pid === 'number')
      return own === null
        ? Promise.resolve(null)
        : lineWhereItStands(asked, () => foreign.complaint, own.file)
    },
    refresh: () => {
      if (isReady) files.refresh()
    },
    go: async () => {
      isReady = false
      for (const record of records) record.clear()
      control.unpark(kept)
      await foreign.ask(`go ${plan.placeOf(0)} ${kept}`)
      // Every process has its files by now, and so nothing is left where all are killed.
      files.unlink()
      isReady = true
    },
    park: async () => {
      control.park()
      const answer = await foreign.ask('halt')
      kept = answer.kind === 'parked' ? answer.kept : 0
    },
    stop: async () => {
      control.stop()
      await foreign.stop()
      isReady = false
      files.close()
    },
  }
}

/** An error with the place in a person's own job at which a process crashed, where it told that. */
function withPlace(error: Error, complaint: string, own: Plan['own']): Error {
  const line = own === null ? null : lineInStacks(complaint, own.file)
  if (own === null || line === null) return error
  return new Error(`${error.message}, at ${basename(own.file)}:${line}`)
}

/** One for each thread that runs jobs, after that of the thread that hands them in to others. */
function recordNames(name: ContenderName, { spec, loops }: ContenderSetup): string[] {
  if (contenders[name].threads === 'one') return ['asyncio']
  const workers = threadsOf(name, { workers: spec.workers, loops, jobs: 1 })
  const isAnsweredByMain = name === 'python-processes'
  return [
    isAnsweredByMain ? 'dispatcher' : 'main',
    ...Array.from({ length: workers }, (_, index) => `worker ${index + 1}`),
  ]
}

function orderOf(
  name: ContenderName,
  { spec, plan, httpPort }: ContenderSetup,
  records: readonly ThreadRecord[],
  roundsPerMs: number,
) {
  return {
    protocol: PROTOCOL,
    contender: name,
    kind: plan.kind,
    canWait: plan.canWait,
    own: plan.own,
    httpPort,
    responseBytes: plan.responseBytes,
    files: plan.transfer.files,
    hash: plan.transfer.hash ?? null,
    lookups: plan.lookups,
    parts: plan.parts,
    partStride: plan.partStride,
    faults: plan.faults,
    concurrency: spec.concurrency,
    workers: spec.workers,
    roundsPerMs,
    planLength: plan.length,
    arrivalsPerSecond: plan.transfer.arrivalsPerSecond,
    records: records.map((record) => record.name),
    layout: { control: controlLayout, record: recordLayout },
  }
}

/** The plan's amounts in milliseconds, then the arrivals of an open load, all as Float64. */
function planBytes({ transfer }: Plan, roundsPerMs: number): Uint8Array {
  const { amounts, arrivals } = transfer
  const numbers = new Float64Array(amounts.length + arrivals.length)
  numbers.set(amounts)
  for (let at = 0; at < amounts.length; at += FIELDS) {
    // The first and the last are rounds of this runtime, of which another has others.
    numbers[at] = (amounts[at] ?? 0) / roundsPerMs
    numbers[at + 2] = (amounts[at + 2] ?? 0) / roundsPerMs
  }
  numbers.set(arrivals, amounts.length)
  return new Uint8Array(numbers.buffer)
}
