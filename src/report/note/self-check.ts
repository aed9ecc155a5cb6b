import type { Result } from '../../engine/result/result'
import { ratioWithRange } from '../verdict/wording'
import { excludesOne, type Interval } from '../../engine/measure/statistics/interval'
import type { Note } from './note'

/**
 * What one contender came to against itself, where it is read and not drawn: charts have it in
 * their badge. No difference that is smaller is claimed.
 */
export const selfCheckNotes = ({ selfCheck }: Pick<Result, 'selfCheck'>): Note[] => {
  if (selfCheck?.jobsPerSecond == null) return []
  const [highest] = selfCheck.latency
  const checked: (readonly [string, Interval])[] = [
    ['jobs/s', selfCheck.jobsPerSecond],
    ...(selfCheck.jobsPerCoreSecond === null
      ? []
      : [['jobs per core-second', selfCheck.jobsPerCoreSecond] as const]),
    ...(highest === undefined ? [] : [[`latency p${highest.percentile}`, highest.ratio] as const]),
  ]
  const told = (all: typeof checked): string =>
    all.map(([what, ratio]) => `${ratioWithRange(ratio)} in ${what}.`).join(' Its ')
  const apart = checked.filter(([, ratio]) => excludesOne(ratio))
  const { contender } = selfCheck
  return [
    {
      tone: 'information',
      text: `A/A check of ${contender} against itself: ${told(checked)} No smaller difference is claimed.`,
    },
    ...(apart.length === 0
      ? []
      : [
          {
            tone: 'caution' as const,
            text: `${contender} differed from itself: ${told(apart)} Chance does that in 1 of 20 checks, or the machine changed. Run it again before you trust that figure.`,
          },
        ]),
  ]
}
