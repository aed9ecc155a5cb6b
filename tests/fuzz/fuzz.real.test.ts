import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const program = join(import.meta.dirname, '../../out/main/fuzz.cjs')

test('five hundred changed inputs of every kind are shown or refused in plain words', async () => {
  const child = spawn(process.execPath, [program, '--inputs', '500'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (data: Buffer) => (said += data.toString()))
  await once(child, 'close')
  expect(said).not.toContain('FOUND')
  expect(
    said
      .trimEnd()
      .split('\n')
      .every((line) => line.includes('500 inputs, nothing found')),
  ).toBe(true)
}, 900_000)
