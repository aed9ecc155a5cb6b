import type { Result } from '../../engine/result/result'
import type { WaitCause } from '../../engine/analysis/starvation'
import type { Warning } from '../../engine/analysis/warnings'
import { count, duration, figure } from '../format'
import type { Remark } from './note'

/** A warning in words: of one contender alone, and of several with their sizes. */
export const wordsOf = (
  warning: Warning,
  spec: Result['spec'],
): Pick<Remark, 'alone' | 'size' | 'shared'> => {
  switch (warning.kind) {
    case 'still-filling': {
      const take = spec.concurrency === 1 ? 'takes' : 'take'
      const jobs = `${count(spec.concurrency, 'job')} in flight ${take}`
      const [round, warmUp] = [duration(warning.roundMs), duration(warning.warmUpMs)]
      return {
        alone: `${jobs} ${round} to go round, longer than its warm-up of ${warmUp}: its latency is that of a queue still filling.`,
        size: `${round}, warm-up ${warmUp}`,
        shared: `${jobs} longer to go round than the warm-up: latency is that of a queue still filling.`,
      }
    }
    case 'unsteady': {
      const blocks = `${warning.blocks} of ${count(warning.of, 'block')}`
      const end = `or the CPU time of a job still rose or fell when the warm-up of at most ${duration(spec.warmupMs)} ended.`
      return { alone: `in ${blocks} its rate ${end}`, size: blocks, shared: `the rate ${end}` }
    }
    case 'warming': {
      const less = `${percent(warning.share)} less CPU time`
      const end =
        'in the second half of each block than in the first: a longer warm-up (it lasts a quarter of what it may at least) or longer blocks may show more jobs per core-second.'
      return {
        alone: `a job took ${less} ${end}`,
        size: less,
        shared: `a job took so much less CPU time ${end}`,
      }
    }
    case 'cut-off': {
      const jobs = `${count(warning.started, 'job')} began in its blocks and ${figure(warning.ended)} ended`
      const end = `blocks too short for a rate with ${count(spec.concurrency, 'job')} in flight.`
      return { alone: `${jobs}: ${end}`, size: jobs, shared: end }
    }
    case 'bursts': {
      const end =
        'jobs ended in bursts further apart than a block is long: longer blocks, or fewer jobs in flight, give a rate.'
      return { alone: `its ${end}`, size: '', shared: end }
    }
    case 'stalled': {
      const stall = duration(warning.stallMs)
      const end = 'at the edges of its blocks, so that there is no rate: run it again.'
      return {
        alone: `no job ended for ${stall} ${end}`,
        size: stall,
        shared:
          'no job ended for so long at the edges of blocks, so that there is no rate: run it again.',
      }
    }
    case 'stretched': {
      const [came, planned] = [duration(warning.blockMs), duration(warning.plannedMs)]
      const end =
        'the lab came late to end them, as it had no core: a quieter machine keeps them short. Rates divide by the time that passed.'
      return {
        alone: `its blocks of ${planned} came to ${came} on average; ${end}`,
        size: came,
        shared: `blocks of ${planned} came to so much on average; ${end}`,
      }
    }
    case 'uneven-cores': {
      const range = `${figure(warning.least)} to ${figure(warning.most)} cores`
      const end = 'means are of unlike blocks, and intervals may be too narrow.'
      return {
        alone: `from block to block it used ${range}: ${end}`,
        size: range,
        shared: `blocks differ in the cores that they used: ${end}`,
      }
    }
    case 'turned-away': {
      const jobs = `${count(warning.dropped, 'job')} (${percent(warning.share)})`
      const reason = `while ${figure(spec.concurrency)} were in flight`
      const rest = 'latency is that of the others.'
      return {
        alone: `turned away ${jobs} that came in ${reason}: its ${rest}`,
        size: jobs,
        shared: `turned away so many jobs that came in ${reason}: their ${rest}`,
      }
    }
    case 'saturated': {
      const most = `with at most ${figure(spec.concurrency)} in flight`
      const came = `${figure(warning.arrivalsPerSecond)} jobs a second came in`
      const done = `finished ${figure(warning.jobsPerSecond)} a second`
      const late =
        warning.behind === 0
          ? ''
          : ` and was too busy to let in ${count(warning.behind, 'job')} before its blocks ended`
      const dropped = `turned ${count(warning.dropped, 'job')} away${late}`
      const says =
        warning.dropped === 0 ? 'only says how long it lasted' : 'is that of a full queue'
      return {
        alone: `${came}, more than it can do ${most}: it ${done}${late === '' ? ' and' : ','} ${dropped}. Its latency ${says}.`,
        size: `${done}, ${dropped}`,
        shared: `${came}, more than they can do ${most}. Their latency is that of a queue that fills or is full.`,
      }
    }
    case 'littles-law': {
      const inFlight = figure(warning.inFlight)
      const [jobs, were] = inFlight === '1' ? ['1 job', 'was'] : [`${inFlight} jobs`, 'were']
      const off = percent(warning.error)
      return {
        alone: `${jobs} ${were} in flight, ${off} off what Little’s law gives: it was not in steady state.`,
        size: `${jobs}, ${off}`,
        shared: 'so many jobs in flight, so far off what Little’s law gives: not in steady state.',
      }
    }
    case 'run-queue': {
      const [time, share] = [duration(warning.seconds * 1_000), percent(warning.share)]
      const why = waitCauses[warning.cause]
      return {
        alone: `its threads waited ${time} for a core, ${share} of the time that they could have run${why}.`,
        size: `${time}, ${share}`,
        shared: `threads waited that long for a core, that share of the time that they could have run${why}.`,
      }
    }
    case 'garbage-collection': {
      const share = percent(warning.share)
      return {
        alone: `collecting garbage stopped one of its threads for ${share} of the measured time.`,
        size: share,
        shared:
          'collecting garbage stopped one thread of each for that share of the measured time.',
      }
    }
    case 'late-timers': {
      const late = duration(warning.p99Ms)
      return {
        alone: `1 % of its loop’s timers came ${late} late or later.`,
        size: late,
        shared: '1 % of the loop’s timers came that late or later.',
      }
    }
    case 'saturated-dispatcher': {
      const cores = `${figure(warning.coresUsed)} cores`
      const end = 'the handing out limits it, not its threads.'
      return {
        alone: `the thread that hands out its jobs used ${cores}: ${end}`,
        size: cores,
        shared: `the thread that hands out jobs used that much: ${end}`,
      }
    }
  }
}

/** A warning in words without figures, of contenders that were named before. */
export const briefWordsOf: Readonly<Record<Warning['kind'], string>> = {
  'still-filling': 'latency is that of a queue still filling.',
  unsteady: 'the rate or the CPU time of a job still rose or fell when a warm-up had to end.',
  warming: 'jobs still became cheaper while they were measured.',
  'cut-off': 'blocks too short for a rate with so many jobs in flight.',
  bursts: 'jobs ended in bursts further apart than a block is long.',
  stalled: 'no job ended for a while at the edges of blocks.',
  stretched: 'blocks came to more than their length; rates divide by the time that passed.',
  'uneven-cores': 'blocks differ in the cores that they used; intervals may be too narrow.',
  'turned-away': 'turned some jobs away that came in; latency is that of the others.',
  saturated: 'more came in than could be done; latency is that of a queue that fills or is full.',
  'littles-law': 'not in steady state, by Little’s law.',
  'run-queue': 'threads often waited for a core.',
  'garbage-collection': 'collecting garbage often stopped a thread.',
  'late-timers': 'the loop’s timers came late.',
  'saturated-dispatcher': 'the handing out of jobs limits it, not its threads.',
}

/** What threads waited for, and what helps. */
const waitCauses: Readonly<Record<WaitCause, string>> = {
  others: ', which others had: close other programs',
  'own-threads': ', for each other: fewer of them, or more cores, wait less',
  unseen: ', though cores were free: lift a limit on CPU time, as a container may have',
  unknown: '',
}

const percent = (share: number): string => `${figure(share * 100)} %`
