import { describe, expect, it } from 'vitest'
import { mainPairOf } from '../../../src/engine/spec/main-pair'
import { specSchema } from '../../../src/engine/spec/spec'
import { syntheticSpec } from '../../charts/synthetic-result'

const of = (changes: Record<string, unknown>) => mainPairOf(syntheticSpec(changes))

describe('the pair that a verdict is about', () => {
  it('the pair is the event loop and the thread pool where nothing else is said', () => {
    expect(of({})).toEqual(['event-loop', 'thread-pool'])
  })

  it('the pair is what the spec says, in its order', () => {
    expect(of({ compare: ['async', 'event-loop'] })).toEqual(['async', 'event-loop'])
  })

  it('the pair is the only two that there are', () => {
    expect(of({ contenders: ['async', 'loop-and-pool'] })).toEqual(['async', 'loop-and-pool'])
  })

  it.each([
    [
      'not both take part',
      { contenders: ['event-loop', 'thread-pool'], compare: ['async', 'event-loop'] },
    ],
    ['they are one and the same', { compare: ['async', 'async'] }],
    ['there are three', { compare: ['async', 'event-loop', 'thread-pool'] }],
  ])('the pair is refused where %s', (_, changes) => {
    const tried = specSchema.safeParse({ ...syntheticSpec(), ...changes })
    expect(tried.error?.issues[0]?.path).toEqual(['compare'])
  })
})
