import { HistogramLogReader, listTags } from 'hdr-histogram-js'
import { expect, test } from 'vitest'
import { filesOf } from '../../../../src/host/library/save-result'
import { isToolFormat, toolFiles, toolFormats } from '../../../../src/host/export/tool/tool-files'
import { syntheticResult, syntheticSweep } from '../../../charts/synthetic-result'
import { syntheticCost } from '../../../charts/synthetic-survey'

const result = syntheticResult()
const textOf = async (format: (typeof toolFormats)[number], subject = result): Promise<string> =>
  (await toolFiles(subject, format)).map(({ data }) => data.toString()).join('\n')

test('a histogram log has the latencies of every contender, as its reader reads them', async () => {
  const log = await textOf('hlog')
  expect(listTags(log).sort()).toEqual(result.contenders.map(({ name }) => name).sort())
  const reader = new HistogramLogReader(log)
  for (const contender of result.contenders) {
    const histogram = reader.nextIntervalHistogram()
    if (histogram === null || contender.status !== 'measured') throw new Error('expected one each')
    const { latency } = contender.figures
    expect(histogram.tag).toBe(contender.name)
    expect(histogram.totalCount).toBe(latency.count)
    for (const { percentile, valueMs } of latency.percentiles) {
      // Three digits, and the next value up where two counts meet.
      expect(histogram.getValueAtPercentile(percentile) / 1e6 / valueMs).toBeCloseTo(1, 2)
    }
  }
  expect(reader.startTimeSec).toBe(Date.parse(result.startedAt) / 1_000)
  expect(log).not.toContain('\n\n')
})

test('a sweep’s log tags each contender with its value, and no tag ends its field', async () => {
  const sweep = syntheticSweep('concurrency', [1, 1_000], () => result)
  const [log] = await toolFiles(sweep, 'hlog')
  const tags = listTags(String(log?.data))
  expect(tags).toContain('event-loop@1')
  expect(tags).toHaveLength(2 * result.contenders.length)
  for (const tag of tags) expect(tag).not.toMatch(/[\s,]/)
})

test('a trace has a track for each job, whose stretches fill it and name what held it up', async () => {
  const { traceEvents } = JSON.parse(await textOf('trace')) as {
    traceEvents: {
      ph: string
      name: string
      cat: string
      pid: number
      tid: number
      ts: number
      dur: number
      args: { why?: string }
    }[]
  }
  const spans = traceEvents.filter(({ ph }) => ph === 'X')
  const [slowest, ...others] = spans.filter(({ cat }) => cat === 'job')
  expect(slowest?.args.why).toContain('behind job 812, which computed for')
  expect(others.length).toBeGreaterThan(10)
  for (const { ts } of spans) expect(ts).toBeGreaterThanOrEqual(0)
  const stretches = spans.filter(
    ({ cat, pid, tid }) => cat !== 'job' && pid === slowest?.pid && tid === slowest.tid,
  )
  expect(stretches.map(({ cat }) => cat)).toEqual([
    'queued',
    'computing',
    'asked',
    'held',
    'computing',
  ])
  const sum = stretches.reduce((total, { dur }) => total + dur, 0)
  expect(sum).toBeCloseTo(slowest?.dur ?? 0, 3)
})

test('a trace of a result that keeps no single jobs is refused', async () => {
  const contenders = result.contenders.map((contender) =>
    contender.status === 'measured'
      ? { ...contender, figures: { ...contender.figures, jobs: null } }
      : contender,
  )
  await expect(toolFiles({ ...result, contenders }, 'trace')).rejects.toThrow('single jobs')
})

test('percentile tables have a file for each contender, in milliseconds', async () => {
  const files = await toolFiles(result, 'hgrm')
  expect(files.map(({ name }) => name)).toContain('latency/event-loop.hgrm')
  const table = files.find(({ name }) => name === 'latency/event-loop.hgrm')?.data.toString() ?? ''
  expect(table).toMatch(/^\s+Value\s+Percentile\s+TotalCount\s+1\/\(1-Percentile\)\n/)
  const [, max = ''] = /#\[Max +=\s+([\d.]+)/.exec(table) ?? []
  const [, loop] = result.contenders
  if (loop?.status !== 'measured') throw new Error('expected the event loop')
  expect(Number(max) / loop.figures.latency.maxMs).toBeCloseTo(1, 2)
})

test('benchmarks have a name, a unit and a number each, and those where less is better are apart', async () => {
  const [bigger, smaller] = (await toolFiles(result, 'benchmark')).map(
    ({ data }) => JSON.parse(data.toString()) as { name: string; value: number; unit: string }[],
  )
  expect(bigger).toContainEqual(
    expect.objectContaining({
      name: `${result.spec.name}: event-loop, jobs per second`,
      unit: 'jobs/s',
      range: expect.stringMatching(/^± \d/) as string,
    }),
  )
  expect(smaller?.some(({ name }) => name.endsWith('latency p99'))).toBe(true)
  expect(smaller?.some(({ name }) => name.endsWith('per second'))).toBe(false)
  for (const { value } of [...(bigger ?? []), ...(smaller ?? [])]) expect(value).toBeGreaterThan(0)
})

test('a summary holds its pictures, and needs no other file', async () => {
  const files = await filesOf(result, ['summary'])
  expect(files.map(({ name }) => name)).toEqual(['summary.md'])
  const text = String(files[0]?.data)
  const pictures = [...text.matchAll(/!\[[^\]]*\]\(data:image\/png;base64,([A-Za-z0-9+/=]+)\)/g)]
  expect(pictures.length).toBeGreaterThan(1)
  for (const [, base64 = ''] of pictures) {
    expect(Buffer.from(base64, 'base64').subarray(1, 4).toString()).toBe('PNG')
  }
  expect(text).not.toContain('](charts/')
})

test('a survey has no latencies to write, and a sweep no benchmarks: both are told what is taken', async () => {
  await expect(toolFiles(syntheticCost({}), 'hlog')).rejects.toThrow(
    '--format: hlog takes a run or a sweep, got `corewise-cost`',
  )
  const sweep = syntheticSweep('concurrency', [1], () => result)
  await expect(toolFiles(sweep, 'benchmark')).rejects.toThrow('benchmark takes a run')
  expect(isToolFormat('png')).toBe(false)
})
