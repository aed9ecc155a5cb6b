import type { ContenderResult, Figures, Result } from '../../engine/result/result'
import { distrustOf, type Doubted } from '../../engine/analysis/trust'
import { starvationOf } from '../../engine/analysis/starvation'
import { noJobReason, warningsOf, type NoJobReason } from '../../engine/analysis/warnings'
import { count, duration } from '../format'
import { machineRemarks } from './machine-remark'
import type { Note } from './note'
import { notesOf, type Remark } from './note'
import { distrustSentence } from '../verdict/trust-words'
import { wordsOf } from './warning-words'

/** What was measured of a contender, if anything was. */
export const figuresOf = (contender: ContenderResult): Figures | null =>
  contender.status === 'not-run' ? null : contender.figures

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
    ]),
  ),
  ...oversubscribedNotes(result),
  ...machineRemarks(result).map(({ text }): Note => ({ tone: 'caution', text })),
]

/** That a run is not to be trusted, for where its verdict does not stand. */
export const trustNotes = (result: Doubted): Note[] => {
  const distrust = distrustOf(result)
  return distrust === null ? [] : [{ tone: 'fault', text: distrustSentence(distrust) }]
}

/** A loop for every core is the idea; what runs with more of them is said. */
const oversubscribedNotes = ({
  contenders,
  spec: { workers, concurrency },
  environment: { cores },
}: Pick<Result, 'contenders' | 'spec' | 'environment'>): Note[] => {
  const loops = Math.min(workers, concurrency)
  const isThere = contenders.some((one) => one.name === 'loop-per-core' && figuresOf(one) !== null)
  if (!isThere || loops <= cores) return []
  const each = `each with its share of the ${count(concurrency, 'job')} in flight`
  const text = `loop-per-core ran ${loops} loops (W) on ${count(cores, 'core')}, ${each}: more loops than cores use more CPU time for the same work.`
  return [{ tone: 'information', text }]
}

const statusRemark = (contender: ContenderResult): Remark[] => {
  const { name, status } = contender
  const figures = figuresOf(contender)
  const measured = figures === null ? '' : duration(figures.measuredSeconds * 1_000)
  switch (status) {
    case 'measured':
      return []
    case 'partial': {
      if (figures === null) return [cutShortWithoutFigures(name)]
      const alone = `${name} was cut short: ${measured} were measured.`
      const shared = 'cut short after that time.'
      return [{ kind: status, tone: 'caution', contender: name, alone, size: measured, shared }]
    }
    case 'failed': {
      const error = asSentence(contender.error)
      const kept = figures === null ? '' : ` Its figures are from the ${measured} before.`
      const size = figures === null ? 'no figures' : `figures from the ${measured} before`
      const alone = `${name} failed: ${error}${kept}`
      const shared = `failed. ${error}`
      const kind = `${status} ${error}`
      return [{ kind, tone: 'fault', contender: name, alone, size, shared }]
    }
    case 'not-run': {
      const alone = `${name} was not run: the run ended before its turn.`
      const shared = 'not run: the run ended before their turn.'
      return [{ kind: status, tone: 'caution', contender: name, alone, size: '', shared }]
    }
  }
}

const cutShortWithoutFigures = (name: string): Remark => ({
  kind: 'partial without figures',
  tone: 'caution',
  contender: name,
  alone: `${name} was cut short: the run was cancelled in its turn, of which no figures were kept.`,
  size: '',
  shared: 'cut short: the run was cancelled in their turn, of which no figures were kept.',
})

const failedJobsRemark = (contender: ContenderResult): Remark[] => {
  const { name } = contender
  const figures = figuresOf(contender)
  if (figures === null || figures.failed === 0) return []
  const first = figures.errors[0]
  const reason = first === undefined ? '' : `, most of them with “${first.message}”`
  const total = figures.completed + figures.failed
  const failed = figures.failed.toLocaleString('en')
  return [
    {
      kind: `failed jobs ${reason}`,
      tone: 'caution',
      contender: name,
      alone: `${name}: ${failed} of ${count(total, 'job')} failed${reason}.`,
      size: `${failed} of ${total.toLocaleString('en')}`,
      shared: `so many jobs failed${reason}.`,
    },
  ]
}

const warningRemarks = (contender: ContenderResult, result: Doubted): Remark[] => {
  const { name } = contender
  const { spec } = result
  const figures = figuresOf(contender)
  if (figures === null) return []
  if (figures.completed === 0) {
    const { reason, advice } = noJobWords[noJobReason(figures, spec)]
    const shared = `finished no job, because ${reason}. ${advice}`
    return [
      {
        kind: shared,
        tone: 'caution',
        contender: name,
        alone: `${name} ${shared}`,
        size: '',
        shared,
      },
    ]
  }
  return warningsOf(figures, spec, starvationOf(figures, result)).map((warning) => {
    const { alone, size, shared } = wordsOf(warning, spec)
    const { kind } = warning
    const key = kind === 'run-queue' ? `${kind} ${warning.cause}` : kind
    return { kind: key, tone: 'caution', contender: name, alone: `${name}: ${alone}`, size, shared }
  })
}

/** Why a contender finished no job, after those words, and what helps, a sentence. */
export const noJobWords: Readonly<
  Record<NoJobReason, { readonly reason: string; readonly advice: string }>
> = {
  'all-failed': {
    reason: 'all of them failed',
    advice: 'Mend what the errors name, then run it again.',
  },
  'none-came': {
    reason: 'none came in while it was measured',
    advice: 'Raise the rate, or measure longer.',
  },
  'all-turned-away': {
    reason: 'all that came were turned away',
    advice: 'Allow more jobs in flight.',
  },
  'no-answer': {
    reason: 'the loopback service did not answer',
    advice: 'Close what loads the machine, then run it again.',
  },
  'cut-short': { reason: 'it was cut short before one ended', advice: 'Let it run to its end.' },
  'too-short': { reason: 'a job takes longer than its blocks', advice: 'Measure longer.' },
}

/** An error's message as a sentence. */
export const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
