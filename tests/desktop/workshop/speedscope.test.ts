import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { basename, join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mimeTypeOf } from '../../../src/host/mime-type'
import { jobsTrace } from '../../../src/host/export/tool/jobs-trace'
import { syntheticResult } from '../../charts/synthetic-result'
import { corewise } from '../../cli/corewise'
import { hasBrowser, patientContext, startChromium } from '../start-chromium'
import { scratch } from '../../scratch'

const root = resolve(import.meta.dirname, '../../..')
const viewer = resolve(root, 'node_modules/speedscope/dist/release')

const program = `import { createTask, print, sleep, type Coroutine } from 'corewise'
function* child(): Coroutine<void> {
  yield* sleep(20)
  print('child')
}
export function* main(): Coroutine<void> {
  yield* createTask(child(), { name: 'child' })
}
`

/** Serves the viewer's own page, as its package brings it. */
async function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname) || 'index.html'
    readFile(join(viewer, name)).then(
      (data) => response.setHeader('Content-Type', mimeTypeOf(name) ?? '').end(data),
      () => response.writeHead(404).end(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

describe.skipIf(!hasBrowser)('in Speedscope', () => {
  let server: Server
  let browser: Browser
  let page: Page
  let folder = ''
  const alerts: string[] = []
  beforeAll(async () => {
    folder = await scratch()
    server = await serve()
    browser = await startChromium()
    page = await (await patientContext(browser)).newPage()
    page.on('dialog', (dialog) => {
      alerts.push(dialog.message())
      void dialog.dismiss()
    })
    const { port } = server.address() as AddressInfo
    await page.goto(`http://127.0.0.1:${port}/`)
  })
  afterAll(async () => {
    await browser.close()
    server.close()
  })

  test('a trace opens with a profile for the loop and one for each task', async () => {
    await writeFile(join(folder, 'program.ts'), program)
    await corewise(['trace', 'program.ts', '--out', 'trace.json'], folder)
    await page.setInputFiles('input[type=file]', join(folder, 'trace.json'))
    // The loop, its main task and the child.
    await page.getByText('program.ts (pid 1), loop (tid 0) (1/3)').waitFor()
    expect(alerts).toEqual([])
  })

  test('the single jobs of a run open with a profile for each', async () => {
    const trace = JSON.stringify(jobsTrace(syntheticResult()))
    await writeFile(join(folder, 'jobs.trace.json'), trace)
    await page.reload()
    await page.setInputFiles('input[type=file]', join(folder, 'jobs.trace.json'))
    await page.getByText(/^sequential \(pid 1\), job 100\d \(tid 1\) \(1\/\d+\)$/).waitFor()
    expect(alerts).toEqual([])
  })
})
