import type { Sweep } from '../engine/experiment/result'
import { duration, figure } from './figure'

/** What a search found, a sentence each; nothing where values were given. */
export const findingSentences = ({ finding }: Sweep): string[] => {
  if (finding === null) return []
  switch (finding.kind) {
    case 'crossover':
      return [crossover(finding)]
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

const crossover = ({
  low,
  high,
  estimate,
}: Extract<NonNullable<Sweep['finding']>, { kind: 'crossover' }>): string => {
  if (low === null && high === null) {
    return 'No crossover was found: at no share of computing did this lab see one of the two do more.'
  }
  if (low === null) {
    return `No crossover was found: the thread pool did more from ${percent(high ?? 0)} of computing on, and the event loop at no share below.`
  }
  if (high === null) {
    return `No crossover was found: the event loop did more up to ${percent(low)} of computing, and the thread pool at no share above.`
  }
  const at = estimate === null ? '' : `, at about ${percent(estimate)}`
  return `The thread pool overtakes the event loop between ${percent(low)} and ${percent(high)} of computing${at}; in between this lab saw no difference that it could claim.`
}
