import { hasDisplay } from '../../../build/runtime/display'
import { describeRuntime, findRuntime } from '../../../build/runtime/find-runtime'
import { startScreen } from '../start-screen'
import { printLines, type Line } from '../../bench/print'
import { benchBundle } from './bundle-bench'
import { benchWindow } from './window-bench'

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})

async function bench(): Promise<void> {
  const screen = hasDisplay(process.env) ? null : await startScreen()
  try {
    printLines([...(await window(screen?.display ?? null)), ...benchBundle()], {
      isJson: process.argv.includes('--json'),
    })
  } finally {
    screen?.process.kill()
  }
}

async function window(display: string | null): Promise<Line[]> {
  const name = 'the window'
  if (display === null && !hasDisplay(process.env)) {
    return [{ name, skipped: 'there is no display and no Xvfb' }]
  }
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const runtime = await findRuntime({
    environment: process.env,
    projectFolder: process.cwd(),
    say,
  })
  if (typeof runtime === 'string') return [{ name, skipped: runtime }]
  say(describeRuntime(runtime))
  return benchWindow(runtime, display, say)
}
