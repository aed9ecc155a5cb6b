import { isolated } from '../../../report/isolated-text'
import { byRuntime, runtimeTitles, type ContenderName } from '../../../engine/contender'
import { selfCheckNotes } from '../../../report/note/self-check'
import { loadOf, machineOf, subtitleOf, sweepSubtitleOf, workOf } from '../../../report/caption'
import { count, duration, figure, moment } from '../../../report/format'
import { figuresAt, missingOf, rowOf, textOf } from '../../../report/figures'
import type { Note } from '../../../report/note/note'
import { figuresOf } from '../../../engine/result/measured-figures'
import { standingNotes, standingOf } from '../../../report/note/status-notes'
import { sweepTitle, valueName, valueText } from '../../../report/sweep/sweep-caption'
import { scalingNotes, scalingSentences } from '../../../report/sweep/sweep-scaling'
import { sweepTroubles } from '../../../report/sweep/sweep-status'
import { mainPairOf } from '../../../engine/spec/main-pair'
import { seenAt } from '../../../report/sweep/seen-at'
import { sweepVerdict } from '../../../report/sweep/sweep-verdict'
import { sweepWarnings } from '../../../report/sweep/sweep-warnings'
import type { Sweep } from '../../../engine/result/sweep'
import type { ContenderResult, Result } from '../../../engine/result/result'
import { runVerdict } from '../../../report/verdict/run-verdict'
import type { Verdict } from '../../../report/verdict/verdict'
import { pythonTitle } from '../../../engine/measure/machine/python'
import type { Environment } from '../../../engine/measure/machine/environment'
import type { KeptResult } from '../../library/kept-result'
import { coresOf } from '../../../report/processor-words'
import { threadCounts } from '../../../engine/analysis/thread-counts'
import { foreignReport } from './foreign-report'
import { surveyReport } from './survey-report'

/** Shown where there is no such figure. */
const NO_FIGURE = '–'

/** A named fact: "seed", "1". */
export type Fact = readonly [name: string, value: string]

/**
 * What a report of a run, a sweep or a survey says in words and tables, whatever it is written in.
 */
export interface Report {
  readonly title: string
  readonly subtitle: string
  /** What follows from the figures. */
  readonly verdict: Verdict
  readonly notes: readonly Note[]
  readonly head: readonly string[]
  /** How many of the first columns are words; the last of them names the row. */
  readonly names: number
  readonly rows: readonly (readonly string[])[]
  /** What was run. */
  readonly protocol: readonly Fact[]
  /** On what it was run. */
  readonly environment: readonly Fact[]
}

const columns = figuresAt('report')

/** A column's head in one line. */
const heads = columns.map(({ head }) => head.replaceAll('\n', ' '))

/** Puts a run, a sweep or a survey into words and tables. */
export const reportOf = (subject: KeptResult): Report => {
  switch (subject.kind) {
    case 'corewise-result':
      return reportOfResult(subject)
    case 'corewise-sweep':
      return reportOfSweep(subject)
    case 'corewise-cost':
    case 'corewise-memory':
      return { ...surveyReport(subject), environment: environmentOf(subject) }
    case 'corewise-foreign':
      return foreignReport(subject)
  }
}

const reportOfResult = (result: Result): Report => ({
  title: `${isolated(result.spec.name)}: ${loadOf(result.spec)}`,
  subtitle: subtitleOf(result),
  verdict: runVerdict(result),
  notes: [...standingNotes(result), ...selfCheckNotes(result)],
  head: ['contender', ...heads],
  names: 1,
  rows: groupedRows(result.contenders, 1, (those) =>
    those.map((contender) => [nameOf(contender), ...cellsOf(contender, result)]),
  ),
  protocol: protocolOf(result),
  environment: environmentOf(result),
})

const reportOfSweep = (sweep: Sweep): Report => {
  const first = sweep.points[0]?.result
  const at = (value: number): string => valueText(sweep.over, value)
  return {
    title: sweepTitle(sweep, 'Sweep'),
    subtitle: sweepSubtitleOf(sweep),
    verdict: sweepVerdict(sweep),
    notes: [
      ...sweepTroubles(sweep),
      ...sweepWarnings(sweep),
      ...sweep.points.map(({ value, result }): Note => ({
        tone: 'information',
        text: seenAt(`${sweep.over} ${at(value)}`, result),
      })),
      ...scalingSentences(sweep).map((text): Note => ({ tone: 'information', text })),
      ...scalingNotes(sweep),
    ],
    head: [valueName(sweep.over), 'contender', ...heads],
    names: 2,
    rows: groupedRows(
      sweep.points.flatMap(({ value, result }) =>
        result.contenders.map((contender) => ({ name: contender.name, value, result, contender })),
      ),
      2,
      (those) =>
        those.map(({ value, result, contender }) => [
          at(value),
          nameOf(contender),
          ...cellsOf(contender, result),
        ]),
    ),
    protocol: first === undefined ? [] : sweptProtocolOf(sweep, first),
    environment: first === undefined ? [] : environmentOf(first),
  }
}

/**
 * Rows of contenders, each runtime under its name where there are several: they are no rivals.
 *
 * @param names how many columns of a row say what it is of
 */
const groupedRows = <T extends { readonly name: ContenderName }>(
  all: readonly T[],
  names: number,
  rowsOf: (those: readonly T[]) => string[][],
): string[][] => {
  const groups = byRuntime(all)
  const blank = Array<string>(names - 1 + heads.length).fill('')
  return groups.flatMap(({ runtime, those }) => [
    ...(groups.length > 1 ? [[runtimeTitles[runtime], ...blank]] : []),
    ...rowsOf(those),
  ])
}

const nameOf = (contender: ContenderResult): string => {
  const { remark } = standingOf(contender)
  return remark === '' ? contender.name : `${contender.name} (${remark})`
}

const cellsOf = (contender: ContenderResult, result: Result): string[] => {
  const row = rowOf(contender, result)
  if (row === null) return columns.map(() => NO_FIGURE)
  return columns.map((column) => missingOf(column, row) ?? textOf(column, row) ?? NO_FIGURE)
}

const protocolOf = ({ id, spec, plan, startedAt, contenders, environment }: Result): Fact[] => [
  ['run', id],
  ['started', moment(startedAt)],
  ['each job', workOf(spec.workload)],
  ['jobs in flight (C)', spec.concurrency.toLocaleString('en')],
  ['worker threads (W)', spec.workers.toLocaleString('en')],
  ['cores', coresOf(environment)],
  ['loops of loop-per-core', threadCounts(spec, environment).loops.toLocaleString('en')],
  ...(environment.uvThreads === null
    ? []
    : [['hidden threads', environment.uvThreads.toLocaleString('en')] as const]),
  [
    'measured per contender',
    `${duration(spec.durationMs)} in ${count(spec.blocks, 'block')}, each after up to ${duration(spec.warmupMs)} of warm-up`,
  ],
  ['compared in the verdict', mainPairOf(spec).join(', ')],
  ['seed', String(spec.seed)],
  ['plan', `${count(plan.length, 'job')}, SHA-256 ${plan.sha256}`],
  [
    'CPU calibration',
    [
      `${figure(plan.roundsPerMs)} rounds per ms`,
      ...(plan.pythonRoundsPerMs === null
        ? []
        : [`${figure(plan.pythonRoundsPerMs)} of Python’s own`]),
    ].join(', '),
  ],
  ['CPU time read from', cpuSourcesOf(contenders)],
]

/** The protocol of all points, with the values swept in place of the first point's. */
const sweptProtocolOf = ({ id, over, points }: Sweep, first: Result): Fact[] => {
  const swept = {
    concurrency: 'jobs in flight (C)',
    workers: 'worker threads (W)',
    cores: 'cores',
    'uv-threads': 'hidden threads',
    'cpu-share': 'each job',
    'arrival-rate': 'arrivals',
    parts: 'each job',
  }[over]
  const values = points.map(({ value }) => valueText(over, value)).join(', ')
  const said =
    over === 'cpu-share'
      ? `computing for ${values} of its time`
      : over === 'parts'
        ? `waiting for ${values} parts`
        : values
  return protocolOf({ ...first, id }).map(([name, value]) => [name, name === swept ? said : value])
}

const cpuSourcesOf = (contenders: readonly ContenderResult[]): string => {
  const sources = contenders.flatMap((contender) => figuresOf(contender)?.cpuSource ?? [])
  return [...new Set(sources)].join(', ') || NO_FIGURE
}

const pythonOf = ({ python }: Pick<Environment, 'python'>): Fact[] =>
  python === null
    ? []
    : [
        ['Python', `${pythonTitle(python)} (${python.build}, ${python.compiler})`],
        ['GIL of Python', python.hasGil ? 'on' : 'off'],
      ]

const environmentOf = ({ environment }: { readonly environment: Environment }): Fact[] => [
  ['machine', machineOf(environment)],
  ['memory', `${figure(environment.memoryBytes / 2 ** 30)} GiB`],
  [
    'load average before',
    environment.loadAverage1m === null ? NO_FIGURE : figure(environment.loadAverage1m),
  ],
  ['frequency governor', environment.governor ?? NO_FIGURE],
  [
    'versions',
    Object.entries(environment.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
  ],
  ...pythonOf(environment),
  ['Corewise', [environment.corewise, environment.commit ?? ''].join(' ').trim()],
]
