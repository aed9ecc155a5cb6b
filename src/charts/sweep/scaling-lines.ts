import type { Sweep } from '../../engine/result/sweep'
import type { ContenderName } from '../../engine/spec/spec'
import { lawOf } from '../../report/sweep/sweep-scaling'
import { modelLine, type LabelledLine } from '../line'
import type { ChartStyle } from '../chart-style'
import { spaced } from './sweep-ideal'

/**
 * The laws of scaling fitted to the points of each contender whose threads a sweep over workers
 * varies: the Universal Scalability Law from 6 points on, else Amdahl's. Models, and named so.
 */
export const scalingLines = (
  sweep: Sweep,
  names: readonly ContenderName[],
  isLog: boolean,
  style: ChartStyle,
): LabelledLine[] =>
  names.flatMap((name) => {
    const law = lawOf(sweep, name)
    if (law === null) return []
    const values = spaced(
      sweep.points.map(({ value }) => value),
      isLog,
    )
    const points = values.map((x) => ({ x, y: law.at(x) }))
    const called = `${law.name}, ${name}`
    return [modelLine(called, law.parameters, points, style, [called, law.name])]
  })
