import { figuresOf } from '../../engine/result/measured-figures'
import { isolated } from '../isolated-text'
import type { ContenderResult, Result } from '../../engine/result/result'
import type { Doubted } from '../../engine/analysis/trust/trust'
import { latencyFaultOf } from '../../engine/analysis/trust/latency-fault'
import { residenceMsOf } from '../../engine/measure/statistics/residence-time'
import { starvationOf } from '../../engine/analysis/trust/starvation'
import { count, duration, figure } from '../format'
import { warningsOf } from '../warning'
import { machineWarnings } from '../warning/machine'
import { noJobReason, noJobWords } from '../warning/no-job'
import { runtimeOf, threadsForJobs } from '../../engine/contender'
import { threadCounts } from '../../engine/analysis/thread-counts'
import { threadsFor } from '../../engine/measure/processors/processors'
import { coresOf } from '../processor-words'
import type { Note } from './note'
import { notesOf, type Remark } from './note'

/** How far a contender's figures can be taken at face value, for its label. */
export const standingOf = (
  contender: ContenderResult,
): { readonly tone: 'plain' | 'caution' | 'fault'; readonly remark: string } => {
  switch (contender.status) {
    case 'measured':
      return { tone: 'plain', remark: '' }
    case 'partial':
      return { tone: 'caution', remark: 'cut short' }
    case 'failed':
      return { tone: 'fault', remark: 'failed' }
    case 'not-run':
      return { tone: 'caution', remark: 'not run' }
  }
}

/** Puts a contender's remark, if it has one, before its figure: "cut short, 1,230/s". */
export const withRemark = (contender: ContenderResult, detail: string): string => {
  const { remark } = standingOf(contender)
  return remark === '' ? detail : `${remark}, ${detail}`
}

/**
 * What a reader must know of a run's figures: contenders that failed, were cut short or not run,
 * jobs that failed, what `warningsOf` noticed, a machine that was busy. What is so of several
 * contenders is said once and names them.
 */
export const standingNotes = (result: Doubted): Note[] => [
  ...notesOf(
    result.contenders.flatMap((contender) => [
      ...statusRemark(contender),
      ...failedJobsRemark(contender),
      ...warningRemarks(contender, result),
      ...fillingRemark(contender, result),
    ]),
  ),
  ...precisionNotes(result),
  ...oversubscribedNotes(result),
  ...gilNotes(result),
  ...runtimeNotes(result),
  ...boundedNotes(result),
  ...machineWarnings(result).map(({ text }): Note => ({ tone: 'caution', text })),
]

/** Whether a run that went on to be precise has become so, and how precise it is. */
const precisionNotes = ({ stopped, spec, contenders }: Doubted): Note[] => {
  if (stopped === null || spec.precision === null) return []
  const wanted = `±${figure(spec.precision * 100)} %`
  if (stopped.by === 'precision') {
    const blocks = Math.max(...contenders.map((one) => figuresOf(one)?.blocks.length ?? 0))
    const text = `It went on for ${count(blocks, 'block')} until the main ratio was known to ${wanted}.`
    return [{ tone: 'information', text }]
  }
  const { halfWidth } = stopped
  const known = halfWidth === null ? 'has no interval' : `is known to ±${figure(halfWidth * 100)} %`
  const text = `The time was over before the main ratio was known to ${wanted}: it ${known}. Allow more time.`
  return [{ tone: 'caution', text }]
}

/** That threads ran without the lock that people expect of Python. */
const gilNotes = ({ contenders, environment: { python } }: Doubted): Note[] => {
  const isThere = contenders.some(({ name }) => name === 'python-threads')
  if (!isThere || python === null || python.hasGil) return []
  const text = `python-threads ran without the GIL: this is a free-threaded Python ${python.version}.`
  return [{ tone: 'information', text }]
}

/** That contenders of several runtimes stand in one table, but are no rivals. */
const runtimeNotes = ({ contenders }: Doubted): Note[] => {
  if (new Set(contenders.map(({ name }) => runtimeOf(name))).size < 2) return []
  const text =
    'Node and Python are not compared: a millisecond of computing is other work in each. Compare contenders of one.'
  return [{ tone: 'information', text }]
}

/** A loop for every core is the idea; what runs with more of them is said. */
const oversubscribedNotes = ({
  contenders,
  spec,
  environment,
}: Pick<Result, 'contenders' | 'spec' | 'environment'>): Note[] => {
  const loops = Math.min(threadCounts(spec, environment).loops, spec.concurrency)
  const isThere = contenders.some((one) => one.name === 'loop-per-core' && figuresOf(one) !== null)
  if (!isThere || loops <= threadsFor(environment)) return []
  const more = `loop-per-core ran ${loops} loops on ${coresOf(environment)}, which costs CPU time for the same work.`
  return [{ tone: 'information', text: `${more} Leave out --loops for one loop a core.` }]
}

/** A thread for every job is what its name says only as far as so many are started. */
const boundedNotes = ({ contenders, spec }: Pick<Result, 'contenders' | 'spec'>): Note[] => {
  const { concurrency } = spec
  const threads = threadsForJobs(concurrency)
  const isThere = contenders.some((one) => one.name === 'thread-per-job' && figuresOf(one) !== null)
  if (!isThere || threads === concurrency) return []
  const most = `thread-per-job ran ${count(threads, 'thread')}, the most that are started, for ${count(concurrency, 'job')} in flight.`
  return [{ tone: 'information', text: `${most} Take fewer jobs in flight to have one for each.` }]
}

const AGAIN = 'Let it run to its end.'

const statusRemark = (contender: ContenderResult): Remark[] => {
  const { name, status } = contender
  const figures = figuresOf(contender)
  const measured = figures === null ? '' : duration(figures.measuredSeconds * 1_000)
  switch (status) {
    case 'measured':
      return []
    case 'partial': {
      const rest = figures === null ? 'and has no figures' : `after ${measured} of measuring`
      return [
        {
          kind: figures === null ? 'partial without figures' : status,
          tone: 'caution',
          contender: name,
          alone: `${name} was cut short ${rest}`,
          figure: measured,
          figureIs: measured && 'measured',
          shared: figures === null ? 'cut short without figures' : 'cut short',
          advice: AGAIN,
        },
      ]
    }
    case 'failed': {
      const error = withoutStop(contender.error)
      const kept = figures === null ? '' : `. Its figures are from the ${measured} before`
      return [
        {
          kind: `${status} ${error}`,
          tone: 'fault',
          contender: name,
          alone: `${name} failed: “${error}”${kept}`,
          figure: figures === null ? 'no figures' : measured,
          figureIs: measured && 'measured',
          shared: `failed: “${error}”`,
          advice: 'Mend what the error names, then run it again.',
        },
      ]
    }
    case 'not-run':
      return [
        {
          kind: status,
          tone: 'caution',
          contender: name,
          alone: `${name} was not run, as the run ended before`,
          figure: '',
          figureIs: '',
          shared: 'not run, as the run ended before',
          advice: AGAIN,
        },
      ]
  }
}

const failedJobsRemark = (contender: ContenderResult): Remark[] => {
  const { name } = contender
  const figures = figuresOf(contender)
  if (figures === null || figures.failed === 0) return []
  const first = figures.errors[0]
  const total = figures.completed + figures.failed
  const failed = figures.failed.toLocaleString('en')
  const advice =
    first === undefined
      ? 'They are in no rate: look at the errors.'
      : `${figures.failed === 1 ? 'It says' : 'Most of them say'} “${withoutStop(first.message)}”: mend that, then run it again.`
  return [
    {
      kind: 'failed jobs',
      // Figures of the smaller part of the jobs are of something else than what was to be measured.
      tone: figures.failed > figures.completed ? 'fault' : 'caution',
      contender: name,
      alone: `${name}: ${failed} of ${count(total, 'job')} failed`,
      figure: `${failed} of ${total.toLocaleString('en')}`,
      figureIs: 'jobs',
      shared: 'failed',
      advice,
    },
  ]
}

const warningRemarks = (contender: ContenderResult, result: Doubted): Remark[] => {
  const { name } = contender
  const { spec } = result
  const figures = figuresOf(contender)
  if (figures === null) return []
  if (figures.completed === 0) {
    // What it failed of is told by itself, and is why no job was done.
    if (contender.status === 'failed') return []
    const { reason, advice } = noJobWords[noJobReason(figures, spec)]
    const shared = `finished no job, because ${reason}`
    return [
      {
        kind: shared,
        tone: 'fault',
        contender: name,
        alone: `${name} ${shared}`,
        figure: '',
        figureIs: '',
        shared,
        advice,
      },
    ]
  }
  return warningsOf(figures, spec, starvationOf(figures, result)).map(
    ({ kind, alone, figure, figureIs, shared, advice }) => ({
      kind,
      warning: kind,
      tone: 'caution',
      contender: name,
      alone: `${name}: ${alone}`,
      figure,
      figureIs,
      shared,
      advice,
    }),
  )
}

/**
 * That a latency is left out which follows from how a contender works, and from how long it was
 * measured.
 */
const fillingRemark = (contender: ContenderResult, { spec }: Doubted): Remark[] => {
  const figures = figuresOf(contender)
  if (figures === null || latencyFaultOf(figures, spec) !== 'filling') return []
  const { name } = contender
  const residence = duration(residenceMsOf(spec.concurrency, figures.jobsPerSecond))
  return [
    {
      kind: 'filling',
      tone: 'information',
      contender: name,
      alone: `${name}: ${count(spec.concurrency, 'job')} in flight take ${residence} to go round, longer than a block`,
      figure: residence,
      figureIs: 'in flight',
      shared: 'jobs in flight take longer to go round than a block',
      advice: 'A latency would only say how long was measured, so none is told.',
    },
  ]
}

/** An error's message as a sentence. */
export const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

/** An error's message within a sentence. */
const withoutStop = (text: string): string => isolated(text.replace(/\.$/, ''))
