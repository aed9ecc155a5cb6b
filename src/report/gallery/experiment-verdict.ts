import { isSetUpAs, judge, type CheckOutcome, type Experiment } from '../../engine/gallery'
import type { Interval } from '../../engine/measure/statistics/interval'
import type { Sweep } from '../../engine/result/sweep'
import { figure } from '../format'
import { distrustClause } from '../verdict/trust-words'
import { capital, type Verdict } from '../verdict/verdict'

/** What each answer is called in a sentence. */
export const answerWords: Readonly<Record<CheckOutcome['answer'], string>> = {
  agrees: 'agrees',
  differs: 'differs',
  'cannot-tell': 'can’t tell',
}

/** How an experiment stands to what the lab is about. */
export const stanceWords: Readonly<Record<Experiment['stance'], string>> = {
  with: 'for the event loop',
  against: 'against the event loop',
  neither: 'about something else',
}

/** By which rule a claim is judged; the same for every experiment. */
export const judgementRule: readonly string[] = [
  'A check agrees if its whole 95 % interval lies within the range, and differs if it all lies outside.',
  'One check that differs decides; to agree takes them all.',
  'From a range that ends at 1, it must be further away than a contender was from itself.',
]

/** What a sweep says of the published claim that it repeats. */
export function experimentVerdict(experiment: Experiment, sweep: Sweep): Verdict {
  const { title, claim, figures: published, here } = experiment
  const reasons = [`Claimed: ${claim}`, `Published: ${published}`, here, ...judgementRule]
  if (!isSetUpAs(experiment, sweep)) {
    return {
      kind: 'no-claim',
      headline: `This run was set up otherwise than ${title} is repeated here.`,
      figures: [],
      advice: 'Repeat the experiment with this version.',
      reasons,
    }
  }
  const { answer, checks, distrust } = judge(experiment, sweep)
  const figures = checks.map(checkSentence)
  if (distrust !== null) {
    return {
      kind: 'not-trusted',
      headline: `${capital(distrustClause(distrust))}: this run can’t tell whether ${title} holds.`,
      figures,
      advice: 'Repeat it when the machine is quiet.',
      reasons,
    }
  }
  switch (answer) {
    case 'agrees':
      return {
        kind: 'claim',
        headline: `This run agrees with ${title}.`,
        figures,
        advice: 'Take the claim as holding here, for such jobs.',
        reasons,
      }
    case 'differs':
      return {
        kind: 'claim',
        headline: `This run differs from ${title}.`,
        figures,
        advice: 'Read what stands for what here before you doubt either.',
        reasons,
      }
    case 'cannot-tell':
      return {
        kind: 'no-claim',
        headline: `This run can’t tell whether ${title} holds here.`,
        figures,
        advice: 'Repeat it when the machine is quiet, or measure longer.',
        reasons,
      }
  }
}

function checkSentence({ check, answer, ratio }: CheckOutcome): string {
  const range = `expected ${rangeText(check.within)}`
  const seen =
    ratio === null ? 'not measured' : `${figure(ratio.estimate)} times (${endsText(ratio)})`
  return `${capital(check.about)}: ${seen}, ${range}: ${answerWords[answer]}.`
}

/** "0.97 to 1.01". */
export function endsText({ low, high }: Interval): string {
  return `${figure(low)} to ${figure(high)}`
}

/** "above 1", "0.85 to 1.15". */
export function rangeText({ from, to }: { readonly from: number; readonly to: number }): string {
  if (to === Infinity) return `above ${figure(from)}`
  return from === 0 ? `below ${figure(to)}` : `${figure(from)} to ${figure(to)}`
}
