import { describe, expect, test } from 'vitest'
import { expectedMs } from '../../../src/engine/run/run-clock'
import { preset, presetNames } from '../../../src/engine/spec/presets'

describe('preset', () => {
  test('measures every contender well within a minute', () => {
    for (const name of presetNames) {
      const { spec } = preset(name, 4)
      expect(spec.name).toBe(name)
      expect(spec.contenders.length * (spec.durationMs + spec.warmupMs)).toBeLessThan(40_000)
    }
  })

  test('takes a minute at most, as far as is foretold for two cores', () => {
    for (const name of presetNames) {
      expect(expectedMs(preset(name, 2).spec), name).toBeLessThanOrEqual(60_000)
    }
  })

  test('gives the CPU-bound pool one worker per core', () => {
    expect(preset('cpu-bound', 6).spec.workers).toBe(6)
  })
})
