import { expect, test } from 'vitest'
import {
  poolShare,
  recordedLoopRate,
  recordingCost,
  summariseRounds,
} from '../../../src/engine/cost/cost-summary'
import { syntheticCost } from '../../charts/synthetic-survey'

test('rounds are told by their median, least and most', () => {
  expect(summariseRounds([5, 1, 3])).toEqual({ median: 3, least: 1, most: 5, rounds: 3 })
  expect(summariseRounds([])).toBeNull()
})

test('a job of 500 ns is two million a second', () => {
  const result = syntheticCost({ 'loop-recorded': [500, 500, 500] })
  expect(recordedLoopRate(result, 'wall')?.median).toBe(2e6)
})

test('what recording costs is the difference of CPU times within each round', () => {
  const result = syntheticCost({ 'loop-bare': [200, 300], 'loop-recorded': [500, 500] })
  expect(recordingCost(result)).toMatchObject({ least: 200, most: 300 })
})

test('the pool’s share is of throughput: a longer time per job is a smaller share', () => {
  const result = syntheticCost({ 'pool-bare': [9_500], 'pool-recorded': [10_000] })
  expect(poolShare(result, 'wall')?.median).toBeCloseTo(0.95)
})

test('rounds that were cut short are left out of pairs', () => {
  const result = syntheticCost({ 'pool-bare': [100, 100], 'pool-recorded': [100] })
  expect(poolShare(result, 'cpu')?.rounds).toBe(1)
})
