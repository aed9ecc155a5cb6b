import { defaultContenders } from '../../../src/engine/contender'
import { type ContenderName } from '../../../src/engine/contender'
import type { Figures } from '../../../src/engine/result/figures'
import { notesOf } from '../../../src/report/note/note'
import { checks, warningsOf } from '../../../src/report/warning'
import type { Warning, WarningKind } from '../../../src/report/warning/warning'
import { figuresOf } from '../../../src/engine/result/measured-figures'
import { syntheticResult, syntheticSpec, typical } from '../../charts/synthetic-result'

const spec = syntheticSpec()
const one = syntheticSpec({ concurrency: 1 })
const open = (arrivalsPerSecond: number) =>
  syntheticSpec({ load: { kind: 'open', arrivalsPerSecond, arrivals: 'constant' } })

/** Figures to which each kind of warning applies. A kind that is not here does not compile. */
const provoked = (steady: Figures): Record<WarningKind, Warning[]> => {
  const { latency, blocks, samples, measuredSeconds } = steady
  const of = (changes: Record<string, unknown>, ran = spec): Warning[] =>
    warningsOf({ ...steady, ...changes }, ran)
  const arrivals = {
    arrived: 150_000,
    rejected: 52_000,
    backlog: 12,
    queueing: latency,
    uncorrected: latency,
  }
  const bursts = { started: 180, completed: 180, completionSeconds: measuredSeconds * 1.25 }
  const [sample] = samples
  const halves = blocks.flatMap((_, block) =>
    [0.5, 0.5, 0.4, 0.4].map((coresUsed, place) => ({
      ...sample,
      coresUsed,
      atMs: (block + (place + 1) / 4) * (measuredSeconds / blocks.length) * 1_000,
    })),
  )
  return {
    'still-filling': of({ jobsPerSecond: 160, completed: 800, started: 800 }),
    unsteady: of({ blocks: blocks.map((block, index) => ({ ...block, isSteady: index > 1 })) }),
    warming: of({ samples: halves }),
    'littles-law': of({ latency: { ...latency, meanMs: latency.meanMs * 0.5 } }),
    'cut-off': of({ started: 20, completed: 180 }),
    bursts: of(bursts),
    stalled: of({ ...bursts, started: 233, completed: 233 }, one),
    stretched: of({}, { ...spec, durationMs: spec.durationMs / 1.5 }),
    'turned-away': of(
      {
        completed: 2_037,
        jobsPerSecond: 407,
        samples: [],
        arrivals: { ...arrivals, arrived: 2_100, rejected: 63 },
      },
      open(400),
    ),
    saturated: of({ arrivals }, open(30_000)),
    'run-queue': of({ runQueueSeconds: 3, cpuSeconds: 1 }),
    throttled: of({ throttling: { periods: 100, throttled: 37 } }),
    'slow-cores': of({
      blocks: blocks.map((block, index) => ({ ...block, slowShare: index % 2 })),
    }),
    'uneven-cores': of({
      blocks: blocks.map((block, index) => ({
        ...block,
        cpuSeconds: block.measuredSeconds * (index < 3 ? 1 : 1.9),
      })),
    }),
    'garbage-collection': of({ threads: [{ gcMs: 500 }] }),
    'late-timers': of({
      timerLateness: { ...latency, percentiles: [{ percentile: 99, valueMs: 12 }] },
    }),
    'saturated-dispatcher': of({ threads: [{ name: 'dispatcher', cpuSeconds: 4.75 }] }),
  }
}

const said = (found: Warning, names: readonly ContenderName[]): string =>
  notesOf(
    names.map((name) => ({
      ...found,
      tone: 'caution',
      contender: name,
      alone: `${name}: ${found.alone}`,
    })),
  )
    .map(({ text }) => text)
    .join(' ')

/** Each kind of warning as it is said of one contender, and of all. */
export const everyWarning = (): { readonly kind: string; readonly words: string }[] => {
  const [contender] = syntheticResult({ 'event-loop': typical['event-loop'] }).contenders
  const steady = contender === undefined ? null : figuresOf(contender)
  if (steady === null) throw new Error('the synthetic result has no figures')
  const all = provoked(steady)
  return (Object.keys(checks) as WarningKind[]).flatMap((kind) => {
    const found = all[kind].find((warning) => warning.kind === kind)
    if (found === undefined) throw new Error(`nothing provokes ${kind}`)
    return [['event-loop'] as const, defaultContenders].map((names) => ({
      kind,
      words: said(found, names),
    }))
  })
}
