import type { LatencyFigureName } from './latency-interval'
import type { ContenderName } from '../contender'
import type { ExperimentName, Sweep } from '../result/sweep'
import { specSchema, type Spec } from '../spec/spec'

/** Where a claim was published. */
export interface Source {
  readonly authors: string
  readonly year: number
  readonly title: string
  /** Where it is to be found. */
  readonly where: string
}

/** A figure of a contender at a value, with an interval of its own. */
export type GalleryFigure =
  | 'jobs-per-second'
  | 'jobs-per-core-second'
  | 'cpu-per-job'
  | LatencyFigureName
  /** Jobs that waited for a rare long wait, in percent. */
  | 'slow-share'

/** Which figure: at which value; `best` is where the contender has most of it. */
export interface Place {
  readonly at: number | 'best'
  readonly contender: ContenderName
  readonly figure: GalleryFigure
}

/** One thing that is so if the claim holds: a ratio lies between two ends. */
export interface Check {
  /** What is divided by what: "8 threads against 80 jobs a second". */
  readonly about: string
  readonly of: Place
  /** Another figure, or a number in the unit of the first: ms for times. */
  readonly by: Place | number
  /** A claim of a direction ends at 1, one of equality has a tolerance around it. */
  readonly within: { readonly from: number; readonly to: number }
}

/** A line to be drawn: measured, or as it was published. */
export interface MeasuredLine {
  readonly contender: ContenderName
  readonly figure: GalleryFigure
  readonly name: string
}

/** Facts of the source: nothing that it does not say. */
export interface PublishedLine {
  readonly name: string
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

/** One point of an experiment: the value that it stands at, and what is run there. */
export interface ExperimentPoint {
  readonly value: number
  readonly spec: Spec
}

/** An experiment of others, and how the lab repeats it. */
export interface Experiment {
  readonly name: ExperimentName
  /** "McGranaghan 2010". */
  readonly title: string
  /** In one sentence. */
  readonly claim: string
  readonly source: Source
  /** Whether it speaks for what the lab is about, against it, or about something else. */
  readonly stance: 'with' | 'against' | 'neither'
  /** What was published, in figures, in a sentence or two. */
  readonly figures: string
  /** What stands for what here, and what this cannot show. */
  readonly here: string
  readonly over: Sweep['over']
  readonly points: readonly ExperimentPoint[]
  /** All of one unit. */
  readonly lines: readonly MeasuredLine[]
  /** In the unit of the lines; empty where the source has no points that could be drawn there. */
  readonly published: readonly PublishedLine[]
  readonly checks: readonly Check[]
}

/** Two contenders and their second set, in 8 blocks of so long, stay within two minutes. */
const BLOCKS = 8

type SpecChanges = Partial<Omit<Spec, 'name' | 'durationMs' | 'blocks' | 'workload'>> & {
  readonly workload: Spec['workload']
  readonly concurrency: number
  readonly contenders: Spec['contenders']
  /** How long each block is measured. */
  readonly windowMs: number
}

/** A spec of an experiment; what is not said is as in every one of them. */
export function experimentSpec(name: ExperimentName, { windowMs, ...changes }: SpecChanges): Spec {
  return specSchema.parse({
    name,
    workers: 8,
    warmupMs: 400,
    seed: 1,
    ...changes,
    blocks: BLOCKS,
    durationMs: windowMs * BLOCKS,
  })
}

/** Within so many percent of what was said. */
export function about(percent: number): Check['within'] {
  return { from: 1 - percent / 100, to: 1 + percent / 100 }
}

/** Surely more, or surely less. */
export const more: Check['within'] = { from: 1, to: Infinity }
