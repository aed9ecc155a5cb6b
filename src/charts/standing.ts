import type { ContenderResult, Figures, Result } from '../engine/experiment/result'
import { warningsOf, type Warning } from '../engine/experiment/warnings'
import { count, duration, figure } from './figure'
import type { Note } from './plugin/notes'

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
 * jobs that failed, what `warningsOf` noticed, a machine that was busy.
 */
export const standingNotes = (
  result: Pick<Result, 'contenders' | 'spec' | 'environment' | 'machine'>,
): Note[] => [
  ...result.contenders.flatMap((contender) => [
    ...statusNote(contender),
    ...failedJobsNote(contender),
    ...warningNotes(contender, result),
  ]),
  ...busyNote(result),
  ...machineNotes(result),
]

const statusNote = (contender: ContenderResult): Note[] => {
  const figures = figuresOf(contender)
  const measured = figures === null ? '' : duration(figures.measuredSeconds * 1_000)
  switch (contender.status) {
    case 'measured':
      return []
    case 'partial':
      return [
        { tone: 'caution', text: `${contender.name} was cut short: ${measured} were measured.` },
      ]
    case 'failed': {
      const kept = figures === null ? '' : ` Its figures are from the ${measured} before.`
      return [
        { tone: 'fault', text: `${contender.name} failed: ${sentence(contender.error)}${kept}` },
      ]
    }
    case 'not-run':
      return [
        {
          tone: 'caution',
          text: `${contender.name} was not run: the run was cancelled before its turn.`,
        },
      ]
  }
}

const failedJobsNote = (contender: ContenderResult): Note[] => {
  const figures = figuresOf(contender)
  if (figures === null || figures.failed === 0) return []
  const first = figures.errors[0]
  const reason = first === undefined ? '' : `, most of them with “${first.message}”`
  const total = figures.completed + figures.failed
  const text = `${contender.name}: ${figures.failed.toLocaleString('en')} of ${count(total, 'job')} failed${reason}.`
  return [{ tone: 'caution', text }]
}

const warningNotes = (contender: ContenderResult, { spec }: Pick<Result, 'spec'>): Note[] => {
  const figures = figuresOf(contender)
  if (figures === null) return []
  if (figures.completed === 0) {
    const text = `${contender.name} finished no job: the measured time is too short for its work.`
    return [{ tone: 'caution', text }]
  }
  return warningsOf(figures, spec).map((warning) => ({
    tone: 'caution',
    text: `${contender.name}: ${said(warning, spec)}`,
  }))
}

const said = (warning: Warning, spec: Result['spec']): string => {
  switch (warning.kind) {
    case 'still-filling':
      return `${count(spec.concurrency, 'job')} in flight take ${duration(warning.roundMs)} to go round, longer than its warm-up of ${duration(warning.warmUpMs)}: its latency is that of a queue still filling.`
    case 'unsteady':
      return `in ${warning.blocks} of ${count(warning.of, 'block')} its rate still rose or fell when the warm-up of at most ${duration(spec.warmupMs)} ended.`
    case 'saturated':
      return `${figure(warning.arrivalsPerSecond)} jobs a second came in, more than it can do: it finished ${figure(warning.jobsPerSecond)} a second and turned ${count(warning.dropped, 'job')} away. Its latency only says how long it was measured.`
    case 'littles-law':
      return `${figure(warning.inFlight)} jobs were in flight, ${percent(warning.error)} off what Little’s law gives: it was not in steady state.`
    case 'run-queue':
      return `its threads waited ${duration(warning.seconds * 1_000)} for a free core, ${percent(warning.share)} of the time that they could have run.`
    case 'garbage-collection':
      return `collecting garbage stopped one of its threads for ${percent(warning.share)} of the measured time.`
    case 'late-timers':
      return `1 % of its loop’s timers came ${duration(warning.p99Ms)} late or later.`
    case 'saturated-dispatcher':
      return `the thread that hands out its jobs used ${figure(warning.coresUsed)} cores: the handing out limits it, not its threads.`
  }
}

const percent = (share: number): string => `${figure(share * 100)} %`

const busyNote = ({ environment }: Pick<Result, 'environment'>): Note[] => {
  const { loadAverage1m, cores } = environment
  if (loadAverage1m === null || loadAverage1m <= cores) return []
  const text = `The machine was busy when the run began (load ${loadAverage1m.toFixed(1)} on ${count(cores, 'core')}): figures vary with what else it did.`
  return [{ tone: 'caution', text }]
}

/** Above these, what the machine did besides moves figures more than noise does. */
const MOST_OTHER_CORES = 0.25
const MOST_CLOCK_CHANGE = 0.05

/** The loopback service of an http run is no part of this process, so it cannot be told apart. */
const machineNotes = ({ machine, spec }: Pick<Result, 'machine' | 'spec'>): Note[] => {
  const { otherCores, coreMhz } = machine
  const isBusy =
    spec.workload.kind !== 'http' && otherCores !== null && otherCores > MOST_OTHER_CORES
  const busy = isBusy
    ? [`Everything else on the machine used ${figure(otherCores)} cores during the run.`]
    : []
  const hasMoved = coreMhz !== null && coreMhz.most > coreMhz.least * (1 + MOST_CLOCK_CHANGE)
  const clock = hasMoved
    ? [
        `The cores’ clock was between ${figure(coreMhz.least / 1_000)} and ${figure(coreMhz.most / 1_000)} GHz: CPU time is not the same work throughout.`,
      ]
    : []
  return [...busy, ...clock].map((text) => ({ tone: 'caution', text }))
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
