import type { CommandContext } from '../../command-context'
import { memoryStep } from '../../../report/survey/memory-caption'
import { memorySpecOf } from '../../../engine/footprint/memory-request'
import { addDeliveryFlags, type DeliveryOptions } from '../../outcome/deliver'
import { wholeNumber } from '../../flag/number-flag'
import { survey } from '../../survey'

interface MemoryFlags extends DeliveryOptions {
  readonly rounds: number
  readonly maxTasks: number
  readonly maxThreads: number
  readonly memoryShare: number
}

/** Adds `memory`: what waiting costs in memory on this machine. */
export function addMemory({ program, lab, terminal, end }: CommandContext): void {
  const command = program
    .command('memory')
    .summary('measure what waiting costs in memory')
    .description(
      'Measures the memory that a waiting task, promise and thread hold. Each count runs in processes of its own. The chart shows it beside published figures of other runtimes.',
    )
    .option(
      '--rounds <n>',
      'processes per count',
      wholeNumber('rounds', { least: 1, most: 100 }),
      3,
    )
    .option(
      '--max-tasks <n>',
      'tasks and promises',
      wholeNumber('max-tasks', { least: 1, most: 10_000_000 }),
      1_000_000,
    )
    .option(
      '--max-threads <n>',
      'threads',
      wholeNumber('max-threads', { least: 1, most: 16_384 }),
      512,
    )
    .option(
      '--memory-share <percent>',
      'of the free memory that a count may need; none is begun that needs more',
      wholeNumber('memory-share', { least: 1, most: 90 }),
      50,
    )
  addDeliveryFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  corewise memory
  corewise memory --max-threads 4096 --memory-share 80
  corewise memory --max-tasks 10000 --max-threads 32 --rounds 1
  corewise memory --json --quiet > memory.json`,
    )
    .action(async ({ rounds, maxTasks, maxThreads, memoryShare, ...options }: MemoryFlags) => {
      const spec = memorySpecOf({
        rounds,
        maxTasks,
        maxThreads,
        memoryShare: memoryShare / 100,
      })
      end(await survey((watch) => lab.memory(spec, watch), memoryStep, options, terminal))
    })
}
