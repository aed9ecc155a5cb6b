/**
 * The ways in which a person may write one and the same job. A thread that blocks takes `blocking`, an
 * async function is `job`, and `coroutine` runs on the lab's own loop.
 */
export const jobVariants = ['blocking', 'job', 'coroutine'] as const
export type JobVariant = (typeof jobVariants)[number]
