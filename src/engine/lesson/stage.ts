import { z } from 'zod'
import { shortText } from './observation'

/** Milliseconds of a job in a race. */
const jobMs = z.number().min(0).max(1_000)

/**
 * What a lesson shows besides its program: its recorded run as two tasks at one door, or a
 * simulated race of jobs on one loop against threads.
 */
export const stageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('door'),
    /** The name of the task that sleeps until it is due, and waits at the door then. */
    waiting: shortText,
    /** The name of the task that holds the core meanwhile. */
    holding: shortText,
    /** The lesson's control that says into how many pieces that one cuts its work. */
    pieces: shortText,
  }),
  z.strictObject({
    kind: z.literal('race'),
    jobs: z.number().int().min(10).max(1_000),
    /** Of each job. */
    waitMs: jobMs,
    /** What each job computes after its wait, to choose from; the first one is shown first. */
    cpuMs: z.array(jobMs).min(1).max(5),
    /** Those that block, a job at a time. */
    threads: z.number().int().min(1).max(64),
    /** What threads have to compute on; a loop has one of them. */
    cores: z.number().int().min(1).max(8),
  }),
])
export type LessonStage = z.infer<typeof stageSchema>
export type DoorPlan = Extract<LessonStage, { kind: 'door' }>
export type RacePlan = Extract<LessonStage, { kind: 'race' }>
