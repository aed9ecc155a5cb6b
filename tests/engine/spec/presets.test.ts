import { describe, expect, test } from 'vitest'
import { preset, presetNames } from '../../../src/engine/spec/presets'

describe('preset', () => {
  test('measures every contender well within a minute', () => {
    for (const name of presetNames) {
      const { spec } = preset(name, 4)
      expect(spec.name).toBe(name)
      expect(spec.contenders.length * (spec.durationMs + spec.warmupMs)).toBeLessThan(40_000)
    }
  })

  test('gives the CPU-bound pool one worker per core', () => {
    expect(preset('cpu-bound', 6).spec.workers).toBe(6)
  })
})
