import type { Sweep } from '../../engine/result/sweep'
import type { Figures } from '../../engine/result/figures'
import type { ContenderResult } from '../../engine/result/result'
import type { ContenderName, Spec } from '../../engine/spec/spec'
import { hasRate } from '../note/missing-figure'
import type { Note } from '../note/note'
import { figuresOf } from '../../engine/result/measured-figures'
import { asSentence } from '../note/status-notes'
import { valueText } from './sweep-caption'

type Point = Sweep['points'][number]

/** All contenders that take part at any value, in the order of their first appearance. */
export const contendersOf = ({ points }: Sweep): ContenderName[] => [
  ...new Set(points.flatMap(({ result }) => result.contenders.map(({ name }) => name))),
]

/** What became of a contender at a value. */
export const contenderAt = ({ result }: Point, name: ContenderName): ContenderResult | undefined =>
  result.contenders.find((contender) => contender.name === name)

/** Something that can be wrong with a contender at a value, and how it is said of several. */
interface Trouble {
  readonly tone: Note['tone']
  readonly said: string
  readonly isSo: (contender: ContenderResult, point: Point) => boolean
}

/** The same without what lacks a figure. */
export const sweepTroubles = (sweep: Sweep): Note[] => sweepNotes(sweep, '', () => 0)

/**
 * What a reader must know of the points of a sweep: which contenders failed, were cut short or have
 * no figure, at which values. Contenders with the same trouble at the same values share a note.
 */
export const sweepNotes = (
  sweep: Sweep,
  lacks: string,
  valueOf: (figures: Figures, spec: Spec) => number | null,
): Note[] => {
  const troubles: Trouble[] = [
    { tone: 'fault', said: 'failed', isSo: ({ status }) => status === 'failed' },
    { tone: 'caution', said: 'cut short', isSo: ({ status }) => status === 'partial' },
    { tone: 'caution', said: 'not run', isSo: ({ status }) => status === 'not-run' },
    {
      tone: 'caution',
      said: 'finished no job',
      isSo: (contender) => figuresOf(contender)?.completed === 0,
    },
    {
      tone: 'information',
      said: lacks,
      isSo: (contender, { result }) => {
        const figures = figuresOf(contender)
        // Blocks too short for a rate are warned of with their number.
        if (figures === null || !hasRate(figures, result.spec)) return false
        return valueOf(figures, result.spec) === null
      },
    },
  ]
  return [...failureNotes(sweep), ...troubles.flatMap((trouble) => notesOn(sweep, trouble))]
}

/** Values at which nothing was measured, those with the same reason together. */
const failureNotes = ({ over, failures }: Sweep): Note[] => {
  const placesOf = new Map<string, string[]>()
  for (const { value, name, error } of failures) {
    const place = `${valueText(over, value)}${name === null ? '' : ` (${name})`}`
    placesOf.set(error, [...(placesOf.get(error) ?? []), place])
  }
  return [...placesOf].map(([error, places]) => ({
    tone: 'fault',
    text: `At ${over} ${places.join(', ')} nothing was measured: ${asSentence(error)}`,
  }))
}

const notesOn = (sweep: Sweep, { tone, said, isSo }: Trouble): Note[] => {
  const byValues = new Map<string, ContenderName[]>()
  for (const name of contendersOf(sweep)) {
    const values = sweep.points.filter((point) => {
      const contender = contenderAt(point, name)
      return contender !== undefined && isSo(contender, point)
    })
    if (values.length === 0) continue
    const place =
      values.length === sweep.points.length ? 'at every value' : `at ${listOf(values, sweep.over)}`
    byValues.set(place, [...(byValues.get(place) ?? []), name])
  }
  return [...byValues].map(([place, names]) => ({
    tone,
    text: `${names.join(', ')}: ${said} ${place}.`,
  }))
}

const listOf = (points: readonly Point[], over: Sweep['over']): string =>
  points.map(({ value }) => valueText(over, value)).join(', ')
