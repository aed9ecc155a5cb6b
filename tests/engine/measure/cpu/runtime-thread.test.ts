import { expect, test } from 'vitest'
import { isRuntimeThread, runsInElectron } from '../../../../src/engine/measure/cpu/runtime-thread'

test('every thread that is not ours is the runtime’s in plain Node, so nothing is hidden', () => {
  for (const name of ['node', 'libuv-worker', 'V8Worker', 'anything']) {
    expect(isRuntimeThread(name, 'node', false)).toBe(true)
  }
})

test('the runtime’s threads alone count in Electron, not Chromium’s', () => {
  for (const name of ['corewise', 'libuv-worker', 'V8Worker', 'DelayedTaskSche']) {
    expect(isRuntimeThread(name, 'corewise', true)).toBe(true)
  }
  for (const name of ['Chrome_IOThread', 'ThreadPoolForeg', 'CompositorTileW', 'gdbus']) {
    expect(isRuntimeThread(name, 'corewise', true)).toBe(false)
  }
})

test('Electron is known in its worker threads too, whose versions do not name it', () => {
  const { versions } = process
  expect(runsInElectron(versions)).toBe(false)
  expect(runsInElectron({ ...versions, electron: '33.2.1' })).toBe(true)
  expect(runsInElectron({ ...versions, v8: '11.4.183.19-electron.0' })).toBe(true)
})
