import type { WorkloadKind } from '../../../src/contract/spec'
import { describe, expect, it } from 'vitest'
import { preset, presetNames } from '../../../src/engine/spec/presets'
import { specSchema } from '../../../src/engine/spec/spec'
import {
  faultFields,
  hiddenThreadsField,
  loadFields,
  protocolFields,
  rangeOf,
  rangeText,
  shownValue,
  specValue,
  valueAt,
  withValue,
  workFields,
} from '../../../src/renderer/model/spec-field'

const fieldsOf = (kind: WorkloadKind) => [
  ...workFields(kind),
  ...loadFields,
  hiddenThreadsField,
  ...protocolFields,
  ...faultFields,
]

describe('the fields of a spec', () => {
  it('reach every number of every preset', () => {
    for (const name of presetNames) {
      const { spec } = preset(name, 2)
      for (const { path, whenEmpty } of fieldsOf(spec.workload.kind)) {
        const value = valueAt(spec, path)
        if (value === null) expect(whenEmpty, `${name} ${path}`).not.toBeUndefined()
        else expect(value, `${name} ${path}`).toBeTypeOf('number')
      }
    }
  })

  it('show every whole number that was entered as it was entered', () => {
    const { spec } = preset('io-bound', 2)
    for (const field of fieldsOf('mixed')) {
      for (let entered = 1; entered <= 100; entered += 1) {
        const changed = withValue(spec, field.path, specValue(field, entered))
        expect(shownValue(changed, field), field.label).toBe(entered)
      }
    }
  })

  it('the fields of a spec have the ranges of the schema: its ends are accepted, what is past them is refused', () => {
    for (const name of presetNames) {
      // As long and in as few pieces as may be, so that only the field's own range is looked at.
      const spec = { ...preset(name, 2).spec, blocks: 1, durationMs: 3_600_000 }
      for (const field of fieldsOf(spec.workload.kind)) {
        const { min, max } = rangeOf(field)
        const accepts = (shown: number): boolean =>
          specSchema.safeParse(withValue(spec, field.path, shown * field.scale)).success
        expect([accepts(min), accepts(max)], field.path).toEqual([true, true])
        expect([accepts(min - 1), accepts(max + 1)], field.path).toEqual([false, false])
      }
    }
  })

  it('say their range with the unit that is shown', () => {
    const [concurrency] = loadFields
    const [measured] = protocolFields
    expect(concurrency && rangeText(concurrency)).toBe('1 to 1,000,000 jobs')
    expect(measured && rangeText(measured)).toBe('0.1 to 3,600 s')
  })

  it('change a copy', () => {
    const { spec } = preset('io-bound', 2)
    const changed = withValue(spec, 'workload.waitMs', 7)
    expect(valueAt(changed, 'workload.waitMs')).toBe(7)
    expect(valueAt(spec, 'workload.waitMs')).toBe(20)
  })
})
