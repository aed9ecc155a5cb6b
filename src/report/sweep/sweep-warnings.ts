import type { Sweep } from '../../engine/result/sweep'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { starvationOf } from '../../engine/analysis/trust/starvation'
import type { ContenderName } from '../../engine/spec/spec'
import { count as countOf } from '../format'
import { warningsOf } from '../warning'
import { machineWarnings as warningsOfMachine } from '../warning/machine'
import type { Note } from '../note/note'
import { distrustSentence } from '../verdict/trust-words'
import { valueText } from './sweep-caption'
import { figuresOf } from '../../engine/result/measured-figures'
import { scalingNotes } from './sweep-scaling'
import { contenderAt, contendersOf, sweepTroubles } from './sweep-status'

/** All that a reader must know of a sweep, whatever it is shown in. */
export const sweepStanding = (sweep: Sweep): Note[] => [
  ...sweepTroubles(sweep),
  ...sweepWarnings(sweep),
  ...scalingNotes(sweep),
]

/**
 * What the notes of a sweep's runs warn of, each once: at how many points it is so of which,
 * without the figures that differ from point to point.
 */
export const sweepWarnings = (sweep: Sweep): Note[] => [
  ...distrustWarnings(sweep),
  ...contenderWarnings(sweep),
  ...machineWarnings(sweep),
]

/** Each reason with its values: the figures in it differ from one to the next. */
const distrustWarnings = ({ over, points }: Sweep): Note[] =>
  points.flatMap(({ value, result }): Note[] => {
    const distrust = distrustOf(result)
    if (distrust === null) return []
    return [
      {
        tone: 'fault',
        text: `At ${over} ${valueText(over, value)}: ${distrustSentence(distrust)}`,
      },
    ]
  })

const contenderWarnings = (sweep: Sweep): Note[] => {
  const byWords = new Map<string, Map<ContenderName, number>>()
  for (const name of contendersOf(sweep)) {
    for (const words of sweep.points.flatMap((point) => wordsAt(point, name))) {
      const counts = byWords.get(words) ?? new Map<ContenderName, number>()
      byWords.set(words, counts.set(name, (counts.get(name) ?? 0) + 1))
    }
  }
  return [...byWords].map(([words, counts]) => ({
    tone: 'caution',
    text: `${placesOf(counts, sweep)}: ${words}`,
  }))
}

const wordsAt = (point: Sweep['points'][number], name: ContenderName): string[] => {
  const contender = contenderAt(point, name)
  const figures = contender === undefined ? null : figuresOf(contender)
  if (figures === null || figures.completed === 0) return []
  return [
    ...(figures.failed > 0 ? ['jobs failed. Look at the errors of those runs.'] : []),
    ...warningsOf(figures, point.result.spec, starvationOf(figures, point.result)).map(
      ({ shared, advice }) => `${shared}. ${advice}`,
    ),
  ]
}

/**
 * Those with the same count together: "event-loop, thread-pool at 3; sequential at 5 of 5 points".
 */
const placesOf = (counts: ReadonlyMap<ContenderName, number>, { points }: Sweep): string => {
  const namesOf = (wanted: number): string =>
    [...counts].flatMap(([name, count]) => (count === wanted ? [name] : [])).join(', ')
  const places = [...new Set(counts.values())].map((count) => `${namesOf(count)} at ${count}`)
  return `${places.join('; ')} of ${pointsOf(points)}`
}

const pointsOf = ({ length }: Sweep['points']): string => countOf(length, 'point')

const machineWarnings = ({ points }: Sweep): Note[] => {
  const counts = new Map<string, number>()
  const first = [...points].sort((a, b) => a.result.startedAt.localeCompare(b.result.startedAt))[0]
  const remarks = points.flatMap((point) =>
    warningsOfMachine(point.result, { isAfterOthers: point !== first }),
  )
  for (const { shared, advice } of remarks) {
    const words = `${shared}. ${advice}`
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  return [...counts].map(([words, count]) => ({
    tone: 'caution',
    text: `${count} of ${pointsOf(points)}: ${words}`,
  }))
}
