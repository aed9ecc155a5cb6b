import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { explore, inputOf, MOST_CHANGES } from './explore'
import { kinds } from './kinds'
import { Explorer, type Fault } from './watch'

const HELP = `npm run fuzz -- [--inputs 500] [--seed 1] [--kind ${Object.keys(kinds).join('|')}]`

/** Processes that try inputs: each may take a gigabyte. */
const MOST_AT_ONCE = 4

/**
 * Tries every kind with so many inputs, prints what is wrong, and ends with 1 where anything is.
 */
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
  const tryAll = async (): Promise<void> => {
    const explorer = new Explorer(import.meta.filename)
    for (let kind = left.shift(); kind !== undefined; kind = left.shift()) {
      const startedAt = Date.now()
      const fault = await explorer.explore({ kind, seed, from: 0, to: inputs, kept: null })
      const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1)
      if (fault === null)
        process.stdout.write(`${kind}: ${inputs} inputs, nothing found (${seconds} s)\n`)
      else await report(explorer, kind, seed, fault)
    }
    explorer.close()
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), MOST_AT_ONCE) }, tryAll))
}

async function report(
  explorer: Explorer,
  name: string,
  seed: number,
  { index, fault }: Fault,
): Promise<void> {
  process.exitCode = 1
  const kept = await fewestChanges(explorer, name, seed, index)
  const { text, changes } = await inputOf(name, seed, index, kept)
  process.stdout.write(
    `${name}: FOUND with --seed ${seed}, input ${index}: ${fault}\n  ${changes.join('\n  ')}\n  ${text.slice(0, 2_000)}\n`,
  )
}

/** The changes without which nothing is wrong: each is left out that need not be there. */
async function fewestChanges(
  explorer: Explorer,
  kind: string,
  seed: number,
  index: number,
): Promise<number[]> {
  let kept = Array.from({ length: MOST_CHANGES + 1 }, (_, change) => change)
  for (const change of [...kept]) {
    const fewer = kept.filter((each) => each !== change)
    const order = { kind, seed, from: index, to: index + 1, kept: fewer }
    if ((await explorer.explore(order)) !== null) kept = fewer
  }
  return kept
}

/** Watches, or is watched. */
async function start(): Promise<void> {
  if (process.argv[2] !== '--child') return main()
  await explore(createInterface({ input: process.stdin }))
  process.exit(0)
}

void start()
