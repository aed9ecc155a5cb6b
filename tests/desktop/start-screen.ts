import { spawn, type ChildProcess } from 'node:child_process'

/** A screen that exists in memory only. */
interface Screen {
  readonly display: string
  readonly process: ChildProcess
}

/** Starts so many screens; none where there is no Xvfb. */
export async function startScreens(count: number): Promise<Screen[]> {
  const screens: Screen[] = []
  while (screens.length < count) {
    const screen = await startScreen()
    if (screen === null) break
    screens.push(screen)
  }
  return screens
}

/** Starts a screen that exists in memory only, on Linux; null where Xvfb is not installed. */
export async function startScreen(): Promise<Screen | null> {
  if (process.platform !== 'linux') return null
  const size = ['-screen', '0', '1920x1200x24']
  const server = spawn('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp', ...size], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await new Promise<string | null>((resolve) => {
    server.once('error', () => {
      resolve(null)
    })
    server.once('exit', () => {
      resolve(null)
    })
    server.stdio[3]?.once('data', (text: Buffer) => {
      resolve(text.toString().trim())
    })
  })
  return number === null ? null : { display: `:${number}`, process: server }
}
