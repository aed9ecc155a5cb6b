import type { Sweep } from '../engine/experiment/result'
import { whyNoCrossover } from '../engine/experiment/why-no-crossover'
import { duration, figure } from './figure'

/** What a search found, a sentence each; nothing where values were given. */
export const findingSentences = ({ finding, points, status }: Sweep): string[] => {
  if (finding === null) return []
  switch (finding.kind) {
    case 'crossover':
      return [crossover(finding, { points, status })]
    case 'highest-rate':
      return finding.contenders.map(({ name, within, beyond }) => {
        const limit = `p99 within ${duration(finding.limitMs)}`
        if (within === null) {
          const least =
            beyond === null
              ? ''
              : `, not even at ${figure(beyond)} arrivals per second; fewer give no p99 in the measured time`
          return `${name} was not seen to keep ${limit}${least}.`
        }
        const most = beyond === null ? '; no higher rate was tried' : `, not at ${figure(beyond)}`
        return `${name} kept ${limit} at ${figure(within)} arrivals per second${most}.`
      })
  }
}

const percent = (share: number): string => `${figure(share * 100)} %`

const crossover = (
  { low, high, estimate }: Extract<NonNullable<Sweep['finding']>, { kind: 'crossover' }>,
  { points, status }: Pick<Sweep, 'points' | 'status'>,
): string => {
  if (low === null || high === null) return `No crossover was found. ${whyNoCrossover({ points })}`
  const at = estimate === null ? '' : `, at about ${percent(estimate)}`
  const isUnsure = points.some(({ value }) => value > low && value < high)
  const between = isUnsure
    ? '; where it was run in between, this lab saw no difference that it could claim'
    : ''
  const partial = status === 'partial' ? ' Not all of the search was measured to its end.' : ''
  return `The thread pool overtakes the event loop between ${percent(low)} and ${percent(high)} of computing${at}${between}.${partial}`
}
