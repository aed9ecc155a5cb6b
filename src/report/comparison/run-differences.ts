import { isRoundsApart } from '../../engine/analysis/compare-runs'
import type { Result } from '../../engine/result/result'
import { mainPairOf } from '../../engine/spec/main-pair'
import type { Spec, Workload } from '../../engine/spec/spec'
import { jobKinds } from '../../engine/workload/kinds'
import { pythonTitle } from '../../engine/measure/machine/python'
import { workOf } from '../caption'
import { duration, figure, size } from '../format'
import { isolated } from '../isolated-text'
import { coresOf } from '../processor-words'
import { percent } from '../verdict/wording'

/** In what two runs differ, and how each has it. */
export interface RunDifference {
  readonly what: string
  readonly first: string
  readonly later: string
}

/** How a run has something, in words. */
type Fact = readonly [what: string, textOf: (result: Result) => string]

const ofSpec =
  (textOf: (spec: Spec) => string) =>
  ({ spec }: Result): string =>
    textOf(spec)
const counted = (n: number | null, none: string): string => n?.toLocaleString('en') ?? none

/**
 * Everything that a spec says; null for what changes nothing of what is measured, or is told apart.
 */
const specFacts: Record<keyof Spec, Fact | null> = {
  name: null,
  // Told field by field.
  workload: null,
  load: ['load', ofSpec(({ load }) => loadText(load))],
  concurrency: ['jobs in flight', ofSpec(({ concurrency }) => counted(concurrency, ''))],
  workers: ['worker threads', ofSpec(({ workers }) => counted(workers, ''))],
  loops: ['loops of loop-per-core', ofSpec(({ loops }) => counted(loops, 'one per core'))],
  cores: ['cores kept to', ofSpec(({ cores }) => counted(cores, 'all'))],
  uvThreads: ['hidden threads', ofSpec(({ uvThreads }) => counted(uvThreads, 'as Node has'))],
  durationMs: ['measured time', ofSpec(({ durationMs }) => duration(durationMs))],
  blocks: ['blocks', ofSpec(({ blocks }) => counted(blocks, ''))],
  generations: ['fresh threads', ofSpec(({ generations }) => counted(generations, ''))],
  warmupMs: ['warm-up at most', ofSpec(({ warmupMs }) => duration(warmupMs))],
  precision: [
    'until precise to',
    ofSpec(({ precision }) => (precision === null ? 'not asked' : `± ${percent(precision)}`)),
  ],
  // Without a precision there is no time for it.
  precisionLimitMs: [
    'time for that precision',
    ofSpec(({ precision, precisionLimitMs }) =>
      precision === null ? 'none' : duration(precisionLimitMs),
    ),
  ],
  whenQuietMs: null,
  contenders: ['contenders', ofSpec(({ contenders }) => contenders.join(', '))],
  compare: ['compared in its verdict', ofSpec((spec) => mainPairOf(spec).join(' with '))],
  seed: ['seed', ofSpec(({ seed }) => String(seed))],
  // Calibrated anew in every run, which differs by a hair.
  roundsPerMs: null,
  // What was found of it stands in the environment.
  python: null,
  faults: ['deliberate faults', ofSpec(({ faults }) => faultText(faults))],
}

const environmentFacts: readonly Fact[] = [
  ['processor', ({ environment }) => isolated(environment.cpuModel)],
  ['cores', ({ environment }) => coresOf(environment)],
  ['memory', ({ environment }) => size(environment.memoryBytes)],
  ['clock governor', ({ environment }) => environment.governor ?? 'not known'],
  ['system', ({ environment: { platform, osRelease } }) => `${platform} ${osRelease}`],
  ['version of Node', ({ environment }) => environment.versions.node ?? 'none'],
  ['version of Electron', ({ environment }) => environment.versions.electron ?? 'none'],
  ['Python', ({ environment: { python } }) => (python === null ? 'none' : pythonTitle(python))],
  [
    'version of Corewise',
    ({ environment: { corewise, commit } }) =>
      commit === null ? corewise : `${corewise} (${commit.slice(0, 9)})`,
  ],
]

/**
 * In what two runs differ besides their names and their time: what was run, and on what. Empty
 * where the later one repeats the first.
 */
export function runDifferences(first: Result, later: Result): RunDifference[] {
  const spec = Object.values(specFacts).filter((fact) => fact !== null)
  const apart = (facts: readonly Fact[]): RunDifference[] =>
    facts.flatMap(([what, textOf]) => difference(what, textOf(first), textOf(later)))
  return [
    ...workDifferences(first.spec.workload, later.spec.workload),
    ...(isRoundsApart(first, later)
      ? difference(
          'rounds of a computed millisecond',
          figure(first.plan.roundsPerMs),
          figure(later.plan.roundsPerMs),
        )
      : []),
    ...apart(spec),
    ...apart(environmentFacts),
  ]
}

function difference(what: string, first: string, later: string): RunDifference[] {
  return first === later ? [] : [{ what, first, later }]
}

/** Of one kind of work the fields that differ, else the work as a whole. */
function workDifferences(first: Workload, later: Workload): RunDifference[] {
  const { controls } = jobKinds[first.kind]
  if (first.kind !== later.kind || controls.length === 0) {
    return difference('work of a job', workText(first), workText(later))
  }
  const [before, after]: Readonly<Record<string, unknown>>[] = [first, later]
  return controls.flatMap(({ key, label, unit }) => {
    const text = (value: unknown): string =>
      typeof value === 'number'
        ? `${value.toLocaleString('en')} ${unit}`.trim()
        : typeof value === 'string'
          ? isolated(value)
          : 'not given'
    return difference(`${label.toLowerCase()} of a job`, text(before?.[key]), text(after?.[key]))
  })
}

/**
 * What a job does. Two versions of a person's own job are two jobs; what they took in their trials
 * always differs.
 */
export function workText(workload: Workload): string {
  if (workload.kind !== 'own') return workOf(workload)
  const name = workload.file.split(/[/\\]/).at(-1) ?? workload.file
  return `${isolated(name)}, version ${workload.sha256.slice(0, 8)}`
}

function loadText(load: Spec['load']): string {
  if (load.kind === 'closed') return 'closed'
  return `${load.arrivalsPerSecond.toLocaleString('en')} ${load.arrivals} arrivals a second`
}

function faultText({ throwEvery, exitAt }: Spec['faults']): string {
  const parts = [
    throwEvery > 0 && `throws at every ${throwEvery.toLocaleString('en')}`,
    exitAt > 0 && `ends its thread at ${exitAt.toLocaleString('en')}`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? 'none' : parts.join(', ')
}
