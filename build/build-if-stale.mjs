// Builds unless what is built is of these very sources: a second start is quicker for it, and a run
// that is under way in another terminal keeps the files that its threads are started from. A
// program by itself, and the setup of the tests that need what is built.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(import.meta.url)
const project = dirname(dirname(program))
const stampFile = join(project, 'out', 'stamp')
const lockFile = join(project, 'out', 'lock')
/**
 * What the build reads: folders with all that is in them, and files. Of the tests it reads what
 * measures and what makes up inputs, with all that these share with tests.
 */
const inputs = ['src', 'build', 'resources', 'tests', 'package-lock.json']
const configurations = ['electron.vite.config.ts', 'tsconfig.base.json', 'tsconfig.json']

/** The commit, which is built in, and which sources there are and when each was last changed. */
function stamp() {
  const changes = [...inputs, ...configurations].flatMap((input) =>
    changesBelow(join(project, input)),
  )
  return `${commit()} ${createHash('sha256').update(changes.join('\n')).digest('hex')}`
}

/** A line for each file that may be built. */
function changesBelow(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined || path.endsWith('.test.ts')) return []
  if (!stats.isDirectory()) return [`${path} ${stats.mtimeMs}`]
  return readdirSync(path).flatMap((name) => changesBelow(join(path, name)))
}

function commit() {
  try {
    const describe = ['describe', '--always', '--dirty', '--abbrev=40', '--exclude=*']
    return execFileSync('git', describe, { cwd: project, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim()
  } catch {
    return 'no checkout'
  }
}

function builtStamp() {
  try {
    return readFileSync(stampFile, 'utf8')
  } catch {
    return null
  }
}

/** Holds `out/lock`, a file with the number of the process that builds, while `build` runs. */
async function alone(build) {
  mkdirSync(dirname(lockFile), { recursive: true })
  for (;;) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (hasEnded(holder())) rmSync(lockFile, { force: true })
      else await delay(100)
    }
  }
  try {
    await build()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

/** The process that builds; not a number while its lock is being made or taken away. */
function holder() {
  try {
    return Number.parseInt(readFileSync(lockFile, 'utf8'))
  } catch {
    return Number.NaN
  }
}

function hasEnded(processNumber) {
  if (Number.isNaN(processNumber)) return false
  try {
    process.kill(processNumber, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

/** Builds what is stale, once, also where several programs ask at a time. */
async function buildIfStale() {
  if (builtStamp() === stamp()) return
  await alone(async () => {
    const wanted = stamp()
    if (builtStamp() === wanted) return
    // In this very process: one that is ended leaves no other behind.
    const { build } = await import('electron-vite')
    await build({ root: project, logLevel: 'error' })
    writeFileSync(stampFile, wanted)
  })
}

/** A process of its own, as a build changes the environment that it runs in. */
function buildApart() {
  execFileSync(process.execPath, [program], { stdio: 'inherit' })
}

/** The tests' setup: before the first run, and before each one that a change starts. */
export default function setup(vitest) {
  buildApart()
  vitest.onTestsRerun(buildApart)
}

if (process.argv[1] === program) {
  // npm passes no SIGHUP on, and one that is killed nothing at all.
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.exit(129)
  }, 400).unref()
  try {
    await buildIfStale()
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
