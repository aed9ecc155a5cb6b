import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { INTERRUPT_BUDGET } from '../../../../src/engine/run/prepare/quiet-runtime'

test('after a rehearsal the runtime compiles as late as it does by itself', () => {
  const options = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' })
  expect(options).toContain(`default: --interrupt-budget=${INTERRUPT_BUDGET}\n`)
})
