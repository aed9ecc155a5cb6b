import { describe, expect, test } from 'vitest'
import { Control } from '../../../src/engine/measure/control'
import { milliseconds } from '../../../src/engine/measure/statistics/quantity'

describe('a control', () => {
  test('a control is seen alike by all that attach to it', () => {
    const control = Control.allocate()
    const other = Control.attach(control.transfer)
    expect(other.phase).toBe('warm-up')
    control.startMeasuring()
    expect([other.phase, other.isMeasuring, other.isStopping]).toEqual(['measuring', true, false])
    control.stop()
    expect([other.phase, other.isMeasuring, other.isStopping]).toEqual(['stopping', false, true])
  })

  test('a control does not measure once it is stopped', () => {
    const control = Control.allocate()
    control.stop()
    control.startMeasuring()
    expect(control.phase).toBe('stopping')
  })

  test('a control has jobs hardly wait in a rehearsal, and wait as planned after it', () => {
    const control = Control.allocate()
    const other = Control.attach(control.transfer)
    const waits = [0.05, 20].map(milliseconds)
    expect(waits.map((ms) => other.waitOf(ms))).toEqual([0.05, 20])
    control.rehearse()
    expect([other.phase, other.isMeasuring]).toEqual(['rehearsal', false])
    expect(waits.map((ms) => other.waitOf(ms))).toEqual([0.05, 0.1])
    control.endRehearsal()
    expect(other.phase).toBe('warm-up')
    expect(waits.map((ms) => other.waitOf(ms))).toEqual([0.05, 20])
  })

  test('a control never measures in a rehearsal, and does not rehearse once it measures', () => {
    const control = Control.allocate()
    control.rehearse()
    control.startMeasuring()
    expect(control.waitOf(milliseconds(20))).toBe(20)
    expect(control.phase).toBe('measuring')
    control.rehearse()
    expect(control.phase).toBe('measuring')
  })

  test('hands every job number out once', () => {
    const control = Control.allocate()
    const other = Control.attach(control.transfer)
    expect([control.nextJob(), other.nextJob(), control.nextJob()]).toEqual([0, 1, 2])
    expect(other.handedIn).toBe(3)
  })

  test('a wait ends by itself, and at once when stopped', () => {
    const control = Control.allocate()
    expect(control.block(milliseconds(1))).toBe('timed-out')
    control.stop()
    expect(control.block(milliseconds(600_000))).toBe('stopped')
  })
})
