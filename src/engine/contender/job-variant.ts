/**
 * The ways in which a person may write one and the same job. A thread that blocks takes `blocking`,
 * an async function is `job`, and `coroutine` runs on the lab's own loop.
 */
export const jobVariants = ['blocking', 'job', 'coroutine'] as const
export type JobVariant = (typeof jobVariants)[number]

/** What a job may be written in, by the ending of its file. */
const jobExtensions = ['.ts', '.mts', '.js', '.mjs', '.cjs', '.py'] as const

/** The endings of job files, as a file picker takes them. */
export const jobFileTypes = jobExtensions.join(',')

/** Whether a file is one with a job, by its name. */
export function isJobFile(name: string): boolean {
  return jobExtensions.some((ending) => name.toLowerCase().endsWith(ending))
}
