import type { WarningKind } from './warning/warning'

/** The headings of `resources/method.md`: where figures, badges and charts are explained. */
export const methodHeadings = [
  'The jobs',
  'Python',
  'The run',
  'Threads for every job, and a loop with threads',
  'The load',
  'Rate',
  'Latency',
  'Single jobs',
  'CPU time',
  'Hidden threads',
  'The cores that there really are',
  'Work per core at the same rate',
  'Loop utilisation and delay',
  'Memory',
  'What a switch and a recorded job cost',
  'What waiting holds in memory',
  'What is warned of',
  'What is not to be trusted',
  'A quiet machine',
  'The inference',
  'Laws of scaling',
  'Searches',
  'Experiments of the literature',
  'The verdict',
  'Runs of other tools',
] as const
export type MethodHeading = (typeof methodHeadings)[number]

/** The row of each warning in the table under "What is warned of". */
export const warningRows: Readonly<Record<WarningKind, string>> = {
  'still-filling': 'queue still filling',
  unsteady: 'not steady after warm-up',
  warming: 'jobs still became cheaper',
  'littles-law': 'not in steady state',
  'cut-off': 'blocks too short for a rate',
  bursts: 'jobs ended in bursts',
  stalled: 'no job ended for a while',
  stretched: 'blocks ended late',
  'turned-away': 'jobs turned away',
  saturated: 'saturation',
  'run-queue': 'threads waited for a core',
  'uneven-cores': 'uneven cores',
  throttled: 'a quota',
  'slow-cores': 'slower cores',
  'garbage-collection': 'garbage collection',
  'late-timers': 'late timers',
  'saturated-dispatcher': 'the dispatcher is full',
}

/** The id of a heading, or of a table's row by its first cell, in the page of the method. */
export function anchorOf(text: string): string {
  return `method-${text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`
}
