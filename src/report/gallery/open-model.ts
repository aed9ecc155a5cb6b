import { openMeanMs } from '../../engine/analysis/model/model-of-run'
import { titleOf } from '../../engine/contender'
import { measuredFigures } from '../../engine/result/measured-figures'
import type { Sweep } from '../../engine/result/sweep'
import { duration } from '../format'
import { valueText } from '../sweep/sweep-caption'

/**
 * What queueing formulas say of the mean latency of an open load, beside what was measured: a
 * sentence for each point and contender that they fit, with the model's name.
 */
export function openModelSentences({ points, over }: Sweep): string[] {
  return points.flatMap(({ value, result }) =>
    result.spec.contenders.flatMap((name) => {
      const model = openMeanMs(result, name)
      const figures = measuredFigures(result, name)
      if (model === null || figures === null) return []
      const measured = duration(figures.latency.meanMs)
      return `${model.formula} (model) at ${valueText(over, value)}: the ${titleOf(name)} takes ${duration(model.meanMs)} in the mean; measured ${measured}.`
    }),
  )
}
