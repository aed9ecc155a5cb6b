import { expect, test } from 'vitest'
import { seconds } from '../../src/engine/measure/statistics/quantity'
import { notProfiled } from '../../src/report/profile-words'
import { syntheticResult } from '../charts/synthetic-result'

test('a profile names the hidden threads whose work it cannot show, and none that did nothing', () => {
  const result = syntheticResult()
  const contenders = result.contenders.map((one) => {
    if (one.status === 'not-run' || one.figures === null) return one
    const isLoop = one.name === 'event-loop'
    const cpuSeconds = seconds(isLoop ? 1.9 * one.figures.measuredSeconds : 0)
    const hidden = {
      ...{ name: 'hidden threads', completed: 0, utilisation: null, gcMs: null, cpuSeconds },
      ...{ voluntarySwitches: null, involuntarySwitches: null },
    }
    return { ...one, figures: { ...one.figures, threads: [...one.figures.threads, hidden] } }
  })
  const notes = notProfiled({ ...result, contenders }, ['event-loop', 'thread-pool'])
  expect(notes).toEqual([
    'Hidden threads used 1.90 cores for event-loop in the run. V8 profiles only JavaScript, so no profile shows their work.',
  ])
  expect(notProfiled(result, ['event-loop'])).toEqual([])
})
