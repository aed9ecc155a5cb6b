import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { explore, inputOf, MOST_CHANGES } from './explore'
import { kinds } from './kinds'
import { watch, type Fault } from './watch'

const HELP = `npm run fuzz -- [--inputs 500] [--seed 1] [--kind ${Object.keys(kinds).join('|')}]`

/** Processes that try inputs: each may take a gigabyte. */
const MOST_AT_ONCE = 4

/** Tries every kind with so many inputs, prints what is wrong, and ends with 1 where anything is. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      kind: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(`${HELP}\n`)
    return
  }
  const [inputs, seed] = [Number(values.inputs), Number(values.seed)]
  const left = values.kind === undefined ? Object.keys(kinds) : [values.kind]
  const tryNext = async (): Promise<void> => {
    const name = left.shift()
    if (name === undefined) return
    const startedAt = Date.now()
    const fault = await watch(import.meta.filename, name, seed, [0, inputs], null)
    const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1)
    if (fault === null)
      process.stdout.write(`${name}: ${inputs} inputs, nothing found (${seconds} s)\n`)
    else await report(name, seed, fault)
    await tryNext()
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), MOST_AT_ONCE) }, tryNext))
}

async function report(name: string, seed: number, { index, fault }: Fault): Promise<void> {
  process.exitCode = 1
  const kept = await fewestChanges(name, seed, index)
  const { text, changes } = await inputOf(name, seed, index, kept)
  process.stdout.write(
    `${name}: FOUND with --seed ${seed}, input ${index}: ${fault}\n  ${changes.join('\n  ')}\n  ${text.slice(0, 2_000)}\n`,
  )
}

/** The changes without which nothing is wrong: each is left out that need not be there. */
async function fewestChanges(name: string, seed: number, index: number): Promise<number[]> {
  let kept = Array.from({ length: MOST_CHANGES + 1 }, (_, change) => change)
  for (const change of [...kept]) {
    const fewer = kept.filter((each) => each !== change)
    const range = [index, index + 1] as const
    if ((await watch(import.meta.filename, name, seed, range, fewer)) !== null) kept = fewer
  }
  return kept
}

/** What this process is asked to do: to watch, or to be watched. */
async function start(): Promise<void> {
  const [first, kind = '', seed, from, to, changes] = process.argv.slice(2)
  if (first !== '--child') return main()
  const kept = changes === 'all' || changes === undefined ? null : changes.split(',').map(Number)
  await explore(kind, Number(seed), Number(from), Number(to), kept)
  process.exit(0)
}

void start()
