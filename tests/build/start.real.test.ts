import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const start = join(import.meta.dirname, '../../out/main/start.cjs')

describe.runIf(process.platform === 'linux')('npm start', () => {
  it('serves the lab to a browser where there is no display, and prints its address', async () => {
    const home = await mkdtemp(join(tmpdir(), 'scratch-start-'))
    const child = spawn(process.execPath, [start], {
      env: { PATH: process.env.PATH, COREWISE_HOME: home },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    let text = ''
    for await (const chunk of child.stdout) {
      text += String(chunk)
      if (text.includes('Ctrl-C')) break
    }
    const address = /http:\/\/127\.0\.0\.1:\d+\/\S+\//.exec(text)?.[0] ?? ''
    const page = await fetch(address)
    child.kill('SIGTERM')
    await ended
    await rm(home, { recursive: true, force: true })
    expect(text.split('\n')[0]).toBe('Runtime: the browser, because there is no display here')
    expect(await page.text()).toContain('<title>Corewise')
    await expect(fetch(address)).rejects.toThrow()
  })

  it('says why and ends with 2 where COREWISE_HOME cannot be written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scratch-start-'))
    const file = join(folder, 'a-file')
    await writeFile(file, 'content')
    for (const home of [file, join(file, 'below'), '/proc/corewise']) {
      const child = spawn(process.execPath, [start], {
        env: { PATH: process.env.PATH, COREWISE_HOME: home },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      let said = ''
      child.stderr.on('data', (text: Buffer) => (said += text.toString()))
      const [code] = (await once(child, 'close')) as [number]
      expect(said).toMatch(
        /^Cannot write .+\. Set COREWISE_HOME to a folder that can be written\.\n$/,
      )
      expect(code).toBe(2)
    }
    await rm(folder, { recursive: true })
  })
})
