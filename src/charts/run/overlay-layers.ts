import { figuresOf, inferredOf } from '../../engine/result/measured-figures'
import type { Sweep } from '../../engine/result/sweep'
import type { Figures } from '../../engine/result/figures'
import type { ContenderResult, Result } from '../../engine/result/result'
import type { ForeignRun } from '../../engine/foreign/foreign-run'
import { mainPairOf } from '../../engine/spec/main-pair'
import { contenderNames, type ContenderName } from '../../engine/spec/spec'
import { styleAmong, type ContenderStyle } from '../contender-style'
import { dashes } from '../line'
import type { ThemeName } from '../theme'

/** A run that is laid over others, with the letter that stands for it. */
export interface Layer {
  readonly letter: string
  readonly name: string
  readonly result: Result
}

/** A run of another tool that is laid over others. */
export interface ForeignLayer {
  readonly letter: string
  readonly name: string
  readonly run: ForeignRun
}

/** One contender of one run. */
export interface Series {
  readonly layer: Layer
  readonly contender: ContenderResult
  readonly figures: Figures
  /**
   * What the run infers of its jobs per second, cores and their ratio; null with too few blocks.
   */
  readonly inferred: NonNullable<Result['inference']>['contenders'][number] | null
}

/** The dash of a run, by its letter: colour and marker are taken by the contenders. */
export const dashOf = ({ letter }: Pick<Layer, 'letter'>): readonly number[] =>
  dashes[letter.charCodeAt(0) - firstLetter] ?? []

/** The letter of the run in that place, from 0. */
export const letterOf = (index: number): string => String.fromCharCode(firstLetter + index)

const firstLetter = 'A'.charCodeAt(0)

/** What is drawn together, by its name; null while it is not read yet. */
interface LayeredRun {
  readonly name: string
  readonly result: Result | Sweep | ForeignRun | null
}

/** The runs of other tools among what is drawn together, lettered in the same order. */
export const foreignLayersOf = (runs: readonly LayeredRun[]): ForeignLayer[] =>
  runs.flatMap(({ name, result }, index) =>
    result?.kind === 'corewise-foreign' ? [{ letter: letterOf(index), name, run: result }] : [],
  )

/**
 * The layers of what is drawn together, lettered in order; what is no single run, or is not read
 * yet, has none.
 */
export const layersOf = (runs: readonly LayeredRun[]): Layer[] =>
  runs.flatMap(({ name, result }, index) =>
    result?.kind === 'corewise-result' ? [{ letter: letterOf(index), name, result }] : [],
  )

/** Everything that was measured of the chosen contenders, run after run. */
export const seriesOf = (
  layers: readonly Layer[],
  contenders: readonly ContenderName[],
): Series[] =>
  layers.flatMap((layer) =>
    layer.result.contenders.flatMap((contender) => {
      const figures = figuresOf(contender)
      if (figures === null || !contenders.includes(contender.name)) return []
      return [{ layer, contender, figures, inferred: inferredOf(layer.result, contender.name) }]
    }),
  )

/** How a contender looks where these are drawn together. */
export const overlaidStyle = (
  name: ContenderName,
  series: readonly Series[],
  theme: ThemeName,
): ContenderStyle => {
  const { others, pairs } = amongOf(series)
  return styleAmong(name, others, theme, pairs)
}

/** The contenders that runs are about: the pair of each, and all of a run that lacks its pair. */
export const aboutOf = (layers: readonly Layer[]): ContenderName[] => {
  const about = layers.flatMap(({ result: { spec, contenders } }) => {
    const names = contenders.map(({ name }) => name)
    const pair = mainPairOf(spec)
    return pair.every((name) => names.includes(name)) ? pair : names
  })
  return contenderNames.filter((name) => about.includes(name))
}

/** What the series are drawn among. */
export const amongOf = (series: readonly Series[]) => ({
  others: series.map(({ contender }) => contender.name),
  pairs: layersIn(series).map(({ result }) => mainPairOf(result.spec)),
})

/** The layers that series are of, each once. */
export const layersIn = (series: readonly Series[]): Layer[] => [
  ...new Set(series.map(({ layer }) => layer)),
]
