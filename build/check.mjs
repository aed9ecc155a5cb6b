// Runs every check of `npm run check`, as many at a time as there are cores, and prints what each
// said once it is over. All of them are run, and it ends with 1 where one fails.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'

/** Scripts of package.json, the longest first. */
const left = ['lint', 'typecheck', 'format:check', 'arrows', 'unused']

async function checkNext() {
  const script = left.shift()
  if (script === undefined) return
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // On Windows npm is a command file, which only a shell can start.
    shell: process.platform === 'win32',
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => (said += text.toString()))
  }
  const [code] = await once(child, 'close')
  process.stdout.write(`${code === 0 ? 'passed' : 'FAILED'}: npm run ${script}\n${said}`)
  if (code !== 0) process.exitCode = 1
  await checkNext()
}

await Promise.all(Array.from({ length: availableParallelism() }, checkNext))
