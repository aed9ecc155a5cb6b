import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { corewise } from './corewise'
import { scratch } from '../scratch'

test.runIf(process.platform !== 'win32')(
  'a folder whose name steers the terminal does not steer it',
  async () => {
    const home = join(await scratch(), 'home\u001b]0;owned\u0007\u001b[2J\u009b')
    await mkdir(home)
    for (const args of [['show'], ['show', 'nowhere/\u001b[2J'], ['run', '\u001b[2J']]) {
      const { stdout, stderr } = await corewise(args, home)
      expect(stderr).toContain('[2J')
      expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]/u)
    }
  },
)
