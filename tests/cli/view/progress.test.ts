import { expect, test } from 'vitest'
import { openTerminal } from '../../../src/cli/terminal'
import { showProgress } from '../../../src/cli/view/progress'

test('threads that are being started are told with their number, as a thousand take a while', () => {
  const told: string[] = []
  const terminal = {
    ...openTerminal(),
    canRedraw: false,
    tell: (text: string) => {
      told.push(text)
    },
  }
  showProgress(terminal).update({
    kind: 'prepared',
    roundsPerMs: 900,
    totalMs: 57_000,
    threads: 1_032,
  })
  expect(told).toEqual([expect.stringMatching(/^starting 1,032 threads; 57 s left$/)])
})
