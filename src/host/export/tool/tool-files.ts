import type { ChartOptions } from '../../../charts/named-chart'
import { InputError, quote } from '../../input/input-error'
import type { KeptResult } from '../../library/kept-result'
import type { ExportedFile } from '../export-result'
import { benchmarksOf } from './benchmark-json'
import { jobsTrace } from './jobs-trace'
import { latencyLog, percentileTables } from './latency-log'
import { summaryOf } from './summary'

/** What other tools read, by the name of its format. */
export const toolFormats = ['hlog', 'hgrm', 'benchmark', 'summary', 'trace'] as const
export type ToolFormat = (typeof toolFormats)[number]

/** Whether a format is one that another tool reads. */
export function isToolFormat(name: string): name is ToolFormat {
  return toolFormats.some((known) => known === name)
}

/**
 * Turns a result into files for other tools: latencies for those of HdrHistogram, figures for
 * github-action-benchmark, a report with its pictures inside for a job's summary, single jobs for
 * viewers of traces.
 *
 * @throws InputError where the result has nothing of the kind
 */
export async function toolFiles(
  result: KeptResult,
  format: ToolFormat,
  options: ChartOptions = {},
): Promise<ExportedFile[]> {
  if (format === 'summary') return [textFile('summary.md', await summaryOf(result, options))]
  if (result.kind !== 'corewise-result' && result.kind !== 'corewise-sweep') {
    throw refused(format, result, 'a run or a sweep')
  }
  switch (format) {
    case 'hlog':
      return [textFile('latency.hlog', latencyLog(result))]
    case 'hgrm':
      return [...percentileTables(result)].map(([tag, table]) =>
        textFile(`latency/${tag}.hgrm`, table),
      )
    case 'trace': {
      const trace = jobsTrace(result)
      if (trace === null) throw withoutJobs()
      return [textFile('jobs.trace.json', `${JSON.stringify(trace)}\n`)]
    }
    case 'benchmark':
      if (result.kind === 'corewise-sweep') throw refused(format, result, 'a run')
      return (['bigger', 'smaller'] as const).map((direction) =>
        textFile(
          `benchmark-${direction}-is-better.json`,
          `${JSON.stringify(benchmarksOf(result, direction), null, 2)}\n`,
        ),
      )
  }
}

function refused(format: ToolFormat, { kind }: KeptResult, what: string): InputError {
  const message = `--format: ${format} takes ${what}, got ${quote(kind)}`
  return new InputError('wrong-kind', message, { source: '--format', value: kind })
}

function withoutJobs(): InputError {
  const message =
    '--format: trace takes a result that keeps single jobs, and this one has none: measure it again'
  return new InputError('invalid-field', message, { source: '--format', value: 'trace' })
}

function textFile(name: string, text: string): ExportedFile {
  return { name, data: Buffer.from(text) }
}
