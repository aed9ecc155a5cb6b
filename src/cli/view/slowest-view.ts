import type { Result } from '../../engine/result/result'
import { loadOf } from '../../report/caption'
import { figuresOf } from '../../engine/result/measured-figures'
import { jobName, whySlow } from '../../report/why-slow'
import { printable, type Paint } from '../terminal'

/** The slowest jobs of every contender of a run, for people: each with why it was slow. */
export function slowestView(result: Result, most: number, paint: Paint): string {
  const { spec, contenders } = result
  const sections = contenders.map((contender) => {
    const figures = figuresOf(contender)
    const slowest = figures?.jobs?.slowest.slice(0, most) ?? []
    const lines = slowest.map((trace) => {
      const why = figures === null ? '' : whySlow(trace, contender.name, figures)
      return printable(`  ${jobName(trace)}. ${why}`)
    })
    const reason =
      (figures?.completed ?? 0) === 0
        ? 'no job of it ended while it was measured'
        : 'of jobs that only wait Node’s threads keep none'
    const none = paint.dim(`  No single jobs are kept of it: ${reason}.`)
    return [paint.contender(contender.name, contender.name), ...(lines.length > 0 ? lines : [none])]
  })
  return [paint.bold(printable(`${spec.name}: ${loadOf(spec)}`)), ...sections.flat()].join('\n')
}
