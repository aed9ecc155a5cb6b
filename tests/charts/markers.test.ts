import { expect, test } from 'vitest'
import { measuredLine } from '../../src/charts/line'
import { chartStyleOf } from '../../src/charts/chart-style'
import { contenderNames, contenders } from '../../src/engine/contender'

/** Chart.js fills a point and strokes its border; of these there is nothing to fill. */
const strokedAlone = ['star', 'cross', 'crossRot']

test.each(contenderNames)('the points of %s can be seen: filled, or with a stroke', (name) => {
  const { dataset } = measuredLine(
    { name, among: null },
    [{ x: 1, y: 1 }],
    chartStyleOf({}),
    () => true,
  )
  const isStroked = strokedAlone.includes(contenders[name].style.marker)
  expect(Number(dataset.pointBorderWidth) > 0).toBe(isStroked)
})
